package fieldlink.cli.main;

import fieldlink.cli.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Walks through the short commands once, so that a class-data archive can be made of what they load. */
public final class WarmUp {
    private static final List<List<String>> SHORT_COMMANDS = List.of(
            List.of("--version"),
            List.of("--help"),
            List.of("completion", "bash"),
            List.of("powerhub", "encode", "set", "0", "255"),
            List.of("powerhub", "decode", "FFF1", "0000ff"),
            List.of("ccm", "encode", "VenSdWinrcA", "30"),
            List.of("ccm", "decode", "<UECS><DATA type=\"Irriopr\">1</DATA></UECS>"));

    private WarmUp() {}

    public static void main(String[] args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        for (List<String> command : SHORT_COMMANDS) {
            ExitCode end = Main.run(command, new ByteArrayInputStream(new byte[0]), nowhere, nowhere, System.getenv());
            if (end != ExitCode.DONE) {
                System.exit(end.number());
            }
        }
    }
}

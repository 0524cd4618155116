package fieldlink.cli.main;

import fieldlink.cli.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Walks through the short commands once, so that a class-data archive can be made of what they load. */
public final class WarmUp {
    private static final List<List<String>> SHORT_COMMANDS =
            List.of(List.of("--version"), List.of("--help"), List.of("completion", "bash"));

    private WarmUp() {}

    public static void main(String[] args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        for (List<String> command : SHORT_COMMANDS) {
            ExitCode end = Main.run(command, new ByteArrayInputStream(new byte[0]), nowhere, nowhere, Map.of());
            if (end != ExitCode.DONE) {
                System.exit(end.number());
            }
        }
    }
}

package fieldlink.cli.ccm;

import static java.nio.charset.StandardCharsets.UTF_8;

import fieldlink.cli.ExitCode;
import fieldlink.cli.main.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Runs command lines in this process and keeps what they print. */
final class Shell {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String input = "";

    Shell withInput(String text) {
        input = text;
        return this;
    }

    ExitCode run(String... words) {
        return Main.run(
                List.of(words),
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of());
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }
}

package fieldlink.cli.jobs;

import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for secrets: unseen at a terminal, else a line of the input for each. Never an argument: those are seen by all. */
final class Secrets {
    private final Console console;
    private final BufferedReader lines;

    Secrets(Console console) {
        this.console = console;
        lines = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    }

    String ask(String what) {
        Optional<java.io.Console> keyboard =
                Optional.ofNullable(System.console()).filter(any -> Terminal.INPUT.isThere());
        String answer = keyboard.map(terminal -> unseen(terminal, what)).orElseGet(() -> line(what));
        if (answer.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "no " + what + " was given: nothing was done");
        }
        return answer;
    }

    private String line(String what) {
        console.remark(what + ":");
        try {
            return Objects.requireNonNullElse(lines.readLine(), "");
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "the " + what + " could not be read: " + e.getMessage(), e);
        }
    }

    private static String unseen(java.io.Console terminal, String what) {
        char @Nullable [] typed = terminal.readPassword("%s: ", what);
        return typed == null ? "" : new String(typed);
    }
}

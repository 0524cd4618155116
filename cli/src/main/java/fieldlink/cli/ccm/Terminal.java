package fieldlink.cli.ccm;

import fieldlink.cli.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person is looking at a screen that can be redrawn. */
final class Terminal {
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    private Terminal() {}

    static boolean canRedraw(Console console) {
        boolean named =
                console.variable("TERM").filter(term -> !term.equals("dumb")).isPresent();
        return named && !console.json() && isTerminal();
    }

    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(STANDARD_OUTPUT).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}

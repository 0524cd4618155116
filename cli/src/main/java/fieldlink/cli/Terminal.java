package fieldlink.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person is at the other end of a stream. Java cannot tell before 22, and differently after; the kernel can. */
public enum Terminal {
    INPUT(0),
    OUTPUT(1),
    ERROR(2);

    private final Path stream;

    Terminal(int number) {
        stream = Path.of("/proc/self/fd/" + number);
    }

    public boolean isThere() {
        try {
            String target = Files.readSymbolicLink(stream).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether lines that are there already can be written over. */
    public boolean canRedraw(Console console) {
        boolean capable =
                console.variable("TERM").filter(term -> !term.equals("dumb")).isPresent();
        return capable && isThere();
    }
}

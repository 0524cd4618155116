package fieldlink.cli.powerhub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Standard input line by line, never holding more of a line than can make sense. */
final class InputLines {
    /** More than any frame has, in any spelling. */
    private static final int MAX_LENGTH = 4096;

    private final Reader input;

    InputLines(InputStream input) {
        this.input = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    /** The next line without surrounding blanks, cut where it is too long to be one; null at the end. */
    @Nullable
    String next() throws IOException {
        int c = input.read();
        if (c < 0) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        while (c >= 0 && c != '\n') {
            if (line.length() < MAX_LENGTH) {
                line.append((char) c);
            }
            c = input.read();
        }
        return line.toString().strip();
    }
}

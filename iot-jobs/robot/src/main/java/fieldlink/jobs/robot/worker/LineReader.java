package fieldlink.jobs.robot.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads lines of bounded length, whoever writes them. */
final class LineReader {
    private static final int BLOCK = 64 * 1024;

    private final InputStream in;
    private final int limit;
    private final boolean cutting;
    private final byte[] block = new byte[BLOCK];
    private int at;
    private int end;
    private byte[] line = new byte[1024];
    private int length;

    /** @param cutting whether a line above the limit is cut; otherwise it is an error */
    LineReader(InputStream in, int limit, boolean cutting) {
        this.in = in;
        this.limit = limit;
        this.cutting = cutting;
    }

    /** @return empty at the end of the stream */
    Optional<String> next() throws IOException {
        length = 0;
        while (true) {
            if (at == end) {
                at = 0;
                end = Math.max(0, in.read(block));
                if (end == 0) {
                    return length == 0 ? Optional.empty() : Optional.of(text());
                }
            }
            int newline = at;
            while (newline < end && block[newline] != '\n') {
                newline++;
            }
            append(newline - at);
            boolean complete = newline < end;
            at = complete ? newline + 1 : newline;
            if (complete) {
                return Optional.of(text());
            }
        }
    }

    private void append(int count) throws IOException {
        int room = limit - length;
        if (count > room && !cutting) {
            throw new IOException("a line is longer than " + limit + " bytes");
        }
        int taken = Math.min(count, room);
        if (length + taken > line.length) {
            line = Arrays.copyOf(line, Math.min(limit, Math.max(length + taken, line.length * 2)));
        }
        System.arraycopy(block, at, line, length, taken);
        length += taken;
    }

    private String text() {
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }
}

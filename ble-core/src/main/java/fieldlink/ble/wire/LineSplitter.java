package fieldlink.ble.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts a byte stream into lines, however it was chopped on its way. Grows to one line and no further. */
public final class LineSplitter {
    /** The longest line that is accepted, without its end. */
    public static final int MOST = 65_536;

    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private boolean overflown;

    /** At the beginning of a stream. */
    public LineSplitter() {}

    /**
     * @return the lines that are now complete, without their ends; blank ones are left out
     */
    public List<byte[]> accept(ByteBuffer bytes) {
        List<byte[]> lines = new ArrayList<>();
        while (bytes.hasRemaining() && !overflown) {
            byte next = bytes.get();
            if (next == '\n') {
                if (!isBlank()) {
                    lines.add(begun.toByteArray());
                }
                begun.reset();
            } else if (begun.size() == MOST) {
                overflown = true;
            } else {
                begun.write(next);
            }
        }
        return lines;
    }

    /** Whether a line was longer than {@link #MOST}; nothing behind it is read. */
    public boolean isOverflown() {
        return overflown;
    }

    private boolean isBlank() {
        return begun.size() < 16 && begun.toString(StandardCharsets.ISO_8859_1).isBlank();
    }
}

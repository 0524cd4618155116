package fieldlink.ble.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Frames as bytes, each below the 64 KiB at which the first client's reader gives up for good. */
public final class Frames {
    /** With the line end. */
    public static final int LIMIT = 65_536;

    /** What a list may take of a frame; the rest is for the fields around it and for the id. */
    private static final int PAGE = 56_000;

    private Frames() {}

    /** The bytes of a frame; of a short error in its place when it would be too long. */
    public static byte[] encode(JsonObject frame) {
        byte[] line = line(frame);
        if (line.length < LIMIT) {
            return line;
        }
        return line(Replies.error(
                frame.get("request_id"),
                "The reply has " + line.length + " bytes; a frame has less than " + LIMIT + ". Ask for less of it"));
    }

    private static byte[] line(JsonObject frame) {
        StringBuilder text = new StringBuilder(256);
        frame.write(text);
        return text.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** @param nextOffset where the next page begins; negative when this is the last */
    public record Page(List<Json> items, int nextOffset) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /** As many of the items from the offset on as fit into one frame. */
    public static Page page(List<? extends Json> all, int offset) {
        return page(all, offset, PAGE);
    }

    static Page page(List<? extends Json> all, int offset, int room) {
        List<Json> items = new ArrayList<>();
        int size = 0;
        for (int i = Math.min(offset, all.size()); i < all.size(); i++) {
            size += all.get(i).text().length() + 2;
            if (size > room) {
                return new Page(items, i);
            }
            items.add(all.get(i));
        }
        return new Page(items, -1);
    }
}

package fieldlink.powerhub;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The level of every output, as read from and notified by FFF0.
 *
 * <p>It is what was commanded, not what shines: during a fade already the final level, during a blink or strobe the
 * on or off of the moment.
 *
 * @param frame one byte per output: six, or four on the boards before
 */
public record ChannelLevels(WireBytes frame) {
    private static final int LEGACY_COUNT = 4;

    public ChannelLevels {
        if (frame.length() != Channel.COUNT && frame.length() != LEGACY_COUNT) {
            throw new WireFormatException(
                    Math.min(frame.length(), Channel.COUNT), "6 levels (4 on old boards)", frame.length() + " bytes");
        }
    }

    public static ChannelLevels decode(WireBytes frame) {
        return new ChannelLevels(frame);
    }

    public static ChannelLevels of(List<Level> levels) {
        byte[] frame = new byte[levels.size()];
        for (int i = 0; i < frame.length; i++) {
            frame[i] = (byte) levels.get(i).value();
        }
        return new ChannelLevels(WireBytes.adopt(frame));
    }

    public WireBytes encode() {
        return frame;
    }

    /** How many outputs the board has. */
    public int count() {
        return frame.length();
    }

    public Level of(Channel channel) {
        if (channel.index() >= count()) {
            throw new IllegalArgumentException(channel.label() + " does not exist on a board of " + count());
        }
        return Level.of(frame.u8(channel.index()));
    }

    public List<Level> all() {
        List<Level> levels = new ArrayList<>(count());
        for (int i = 0; i < count(); i++) {
            levels.add(Level.of(frame.u8(i)));
        }
        return List.copyOf(levels);
    }

    /** As a person reads them: {@code 0 128 255 0 0 0}. */
    @Override
    public String toString() {
        return all().stream().map(level -> Integer.toString(level.value())).collect(Collectors.joining(" "));
    }
}

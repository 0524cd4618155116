package fieldlink.powerhub;

import java.time.Duration;

/** From bytes to commands. Checks in the order of the firmware's parser, so that both stop at the same byte. */
final class CommandDecoder {
    private CommandDecoder() {}

    /** How many commands the modes promise; a rest that is no command counts as one, and so does nothing at all. */
    static int count(byte[] frame) {
        int count = 0;
        for (int at = 0; at < frame.length; at += length(frame[at] & 0xff)) {
            count++;
        }
        return Math.max(count, 1);
    }

    static ChannelCommand decode(byte[] frame, int offset) {
        int left = frame.length - offset;
        if (left < ChannelCommand.HEADER_LENGTH) {
            throw new WireFormatException(
                    frame.length, "a command of mode and channel", left == 0 ? "the end" : "one stray byte");
        }
        int code = frame[offset] & 0xff;
        if (code > Mode.STROBE.code()) {
            throw new WireFormatException(
                    offset, "mode 0 (set), 1 (fade), 2 (blink) or 3 (strobe)", Integer.toString(code));
        }
        int needed = switch (code) {
            case 0 -> 3;
            case 1 -> 5;
            case 2 -> 4;
            default -> 7;
        };
        if (left < needed) {
            throw new WireFormatException(
                    frame.length,
                    needed - ChannelCommand.HEADER_LENGTH + " parameter bytes of a " + name(code),
                    left - ChannelCommand.HEADER_LENGTH + " bytes to the end");
        }
        int index = frame[offset + 1] & 0xff;
        if (index >= Channel.COUNT) {
            throw new WireFormatException(
                    offset + 1, "a channel from 0 to " + (Channel.COUNT - 1), Integer.toString(index));
        }
        Channel channel = Channel.of(index);
        int at = offset + ChannelCommand.HEADER_LENGTH;
        return switch (code) {
            case 0 -> new ChannelCommand.Set(channel, Level.of(frame[at] & 0xff));
            case 1 -> fade(channel, frame[at] & 0xff, u16(frame, at + 1));
            case 2 -> blink(channel, u16(frame, at));
            default -> strobe(channel, frame[at] & 0xff, u16(frame, at + 1), u16(frame, at + 3));
        };
    }

    static ChannelCommand fade(Channel channel, int level, int millis) {
        return Hazard.ofFade(level, millis).isEmpty()
                ? new ChannelCommand.Fade(channel, Level.of(level), Duration.ofMillis(millis))
                : new ChannelCommand.Unsafe(Mode.FADE, channel, ((long) level << 16) | millis);
    }

    static ChannelCommand blink(Channel channel, int millis) {
        return Hazard.ofBlink(millis).isEmpty()
                ? new ChannelCommand.Blink(channel, Duration.ofMillis(millis))
                : new ChannelCommand.Unsafe(Mode.BLINK, channel, millis);
    }

    static ChannelCommand strobe(Channel channel, int count, int totalMillis, int pauseMillis) {
        return Hazard.ofStrobe(count, totalMillis, pauseMillis).isEmpty()
                ? new ChannelCommand.Strobe(
                        channel, count, Duration.ofMillis(totalMillis), Duration.ofMillis(pauseMillis))
                : new ChannelCommand.Unsafe(Mode.STROBE, channel, Parameters.ofStrobe(count, totalMillis, pauseMillis));
    }

    private static int u16(byte[] frame, int at) {
        return ((frame[at] & 0xff) << 8) | (frame[at + 1] & 0xff);
    }

    /** Of a command with this mode; for a mode that does not exist, what gets a reader past it. */
    static int length(int code) {
        return switch (code) {
            case 0 -> 3;
            case 1 -> 5;
            case 2 -> 4;
            default -> 7;
        };
    }

    private static String name(int code) {
        return switch (code) {
            case 0 -> "set";
            case 1 -> "fade";
            case 2 -> "blink";
            default -> "strobe";
        };
    }
}

package fieldlink.powerhub;

import java.time.Duration;

/**
 * The laboratory's door: commands with any parameters the wire can hold, also those that reboot a hub. For tests on the
 * simulator and on a bench. A command that turns out to be harmless is the ordinary one.
 */
public final class UnsafeCommands {
    private static final int MAX_COUNT = 255;

    private UnsafeCommands() {}

    public static ChannelCommand fade(Channel channel, Level level, Duration duration) {
        return CommandDecoder.fade(channel, level.value(), Wire.millis("fade duration", duration));
    }

    public static ChannelCommand blink(Channel channel, Duration period) {
        return CommandDecoder.blink(channel, Wire.millis("blink period", period));
    }

    public static ChannelCommand strobe(Channel channel, int count, Duration total, Duration pause) {
        if (count < 0 || count > MAX_COUNT) {
            throw new IllegalArgumentException("strobe count " + count + " does not fit its byte");
        }
        return CommandDecoder.strobe(
                channel, count, Wire.millis("strobe total", total), Wire.millis("strobe pause", pause));
    }
}

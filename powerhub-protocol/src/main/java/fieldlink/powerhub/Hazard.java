package fieldlink.powerhub;

import java.util.Optional;

/**
 * Why the firmware does not survive a command, or silently ignores it.
 *
 * <p>The firmware counts time in ticks of 10 ms, and starting a timer of zero ticks trips an assertion that reboots the
 * board. It acknowledges such commands first, so nothing but this check stands between a typing error and a reboot.
 *
 * @param reason names the value, the limit and why the limit is there
 */
public record Hazard(Effect effect, String reason) {
    /** What the firmware does with it. */
    public enum Effect {
        /** The board asserts and restarts; every output drops. */
        REBOOTS,
        /** Acknowledged and dropped: no output changes, no notification follows. */
        IGNORED
    }

    static final int TICK_MILLIS = 10;
    static final int SHORTEST_PERIOD_MILLIS = 2 * TICK_MILLIS;
    /** The firmware rounds to the nearest tick here, and only here. */
    static final int SHORTEST_FADE_TO_EXTREME_MILLIS = TICK_MILLIS / 2;

    /** The hazard of a command's parameters, as {@link ChannelCommand#parameters} packs them. */
    static Optional<Hazard> of(Mode mode, long parameters) {
        return switch (mode) {
            case SET -> Optional.empty();
            case FADE -> ofFade(Parameters.level(mode, parameters), Parameters.lastMillis(parameters));
            case BLINK -> ofBlink(Parameters.lastMillis(parameters));
            case STROBE ->
                ofStrobe(
                        Parameters.count(parameters),
                        Parameters.totalMillis(parameters),
                        Parameters.lastMillis(parameters));
        };
    }

    static Optional<Hazard> ofFade(int level, int millis) {
        boolean extreme = level == 0 || level == Level.MAX;
        if (!extreme || millis == 0 || millis >= SHORTEST_FADE_TO_EXTREME_MILLIS) {
            return Optional.empty();
        }
        return reboots("fade to level " + level + " in " + millis + " ms would reboot the hub: to 0 or " + Level.MAX
                + " it must be 0 (at once) or at least " + SHORTEST_FADE_TO_EXTREME_MILLIS
                + " ms, or the timer that ends it gets no tick");
    }

    static Optional<Hazard> ofBlink(int periodMillis) {
        if (periodMillis >= SHORTEST_PERIOD_MILLIS) {
            return Optional.empty();
        }
        if (periodMillis == 0) {
            return ignored(
                    "blink period 0 ms is ignored by the firmware; the shortest is " + SHORTEST_PERIOD_MILLIS + " ms");
        }
        return reboots("blink period " + periodMillis + " ms would reboot the hub: the shortest is "
                + SHORTEST_PERIOD_MILLIS + " ms, because half a period must last a timer tick of " + TICK_MILLIS
                + " ms");
    }

    static Optional<Hazard> ofStrobe(int count, int totalMillis, int pauseMillis) {
        if (count == 0) {
            return ignored("strobe count 0 is ignored by the firmware; give 1 to 255 flashes");
        }
        int shortest = SHORTEST_PERIOD_MILLIS * count;
        if (totalMillis == 0) {
            return ignored("strobe total 0 ms is ignored by the firmware; " + count + " flashes need at least "
                    + shortest + " ms");
        }
        if (totalMillis < shortest) {
            return reboots("strobe total " + totalMillis + " ms would reboot the hub: " + count
                    + " flashes need at least " + shortest + " ms, because each needs an on and an off tick of "
                    + TICK_MILLIS + " ms");
        }
        if (pauseMillis != 0 && pauseMillis < TICK_MILLIS) {
            return reboots("strobe pause " + pauseMillis
                    + " ms would reboot the hub after the first burst: it must be 0 (one burst only) or at least "
                    + TICK_MILLIS + " ms, a timer tick");
        }
        return Optional.empty();
    }

    private static Optional<Hazard> reboots(String reason) {
        return Optional.of(new Hazard(Effect.REBOOTS, reason));
    }

    private static Optional<Hazard> ignored(String reason) {
        return Optional.of(new Hazard(Effect.IGNORED, reason));
    }
}

package fieldlink.powerhub.sim;

/**
 * One output of the firmware: its level, the pattern it runs, and the one timer that drives the pattern. Time comes in
 * ticks of 10 ms.
 */
final class PwmOutput {
    static final int TICK_MILLIS = 10;
    static final long NEVER = Long.MAX_VALUE;
    private static final int MAX_LEVEL = 255;
    private static final int MAX_DUTY = 8191;

    private final int channel;
    private final PwmPins pins;
    private int level;
    /** What "on" meant in the last pattern; a pattern that starts in the dark uses it again. */
    private int patternLevel = MAX_LEVEL;

    private Pattern pattern = this::nothing;
    private long dueTick = NEVER;

    /** What happens when the timer fires. */
    private interface Pattern {
        /** @return ticks until it fires again, {@link #ENDS} for no more */
        int fire();

        int ENDS = -1;
    }

    PwmOutput(int channel, PwmPins pins) {
        this.channel = channel;
        this.pins = pins;
    }

    int level() {
        return level;
    }

    /** When the timer fires next, or {@link #NEVER}. */
    long dueTick() {
        return dueTick;
    }

    void fireAt(long tick) {
        startTimer(tick, pattern, pattern.fire());
    }

    /** Runs a command, unless the firmware's executor drops it silently: then nothing changes. */
    boolean execute(FirmwareCommand command, long tick) {
        return switch (command.mode()) {
            case FirmwareCommand.SET -> set(command.value());
            case FirmwareCommand.FADE -> fade(command.value(), command.fadeMillis(), tick);
            case FirmwareCommand.BLINK -> blink(command.blinkMillis(), tick);
            default -> strobe(command.strobeCount(), command.strobeTotalMillis(), command.strobePauseMillis(), tick);
        };
    }

    /** A level without a command: at boot, and when thermal protection darkens everything. */
    void restore(int value) {
        set(value);
    }

    private boolean set(int value) {
        stopTimer();
        drive(value);
        return true;
    }

    private boolean fade(int value, int millis, long tick) {
        if (millis == 0) {
            return set(value);
        }
        stopTimer();
        level = value;
        pins.fade(channel, dutyOf(value), millis);
        if (value == 0 || value == MAX_LEVEL) {
            // The hardware fade may end a step short of the extremes, so the firmware forces them afterwards.
            startTimer(
                    tick,
                    () -> {
                        drive(value);
                        return Pattern.ENDS;
                    },
                    (millis + TICK_MILLIS / 2) / TICK_MILLIS);
        }
        return true;
    }

    private boolean blink(int periodMillis, long tick) {
        if (periodMillis == 0) {
            return false;
        }
        int half = periodMillis / 2 / TICK_MILLIS;
        int on = beginPattern();
        startTimer(
                tick,
                () -> {
                    drive(level == 0 ? on : 0);
                    return half;
                },
                half);
        return true;
    }

    private boolean strobe(int count, int totalMillis, int pauseMillis, long tick) {
        if (count == 0 || totalMillis == 0) {
            return false;
        }
        int pulse = totalMillis / count / 2 / TICK_MILLIS;
        int on = beginPattern();
        startTimer(tick, new Strobe(count, on, pulse, pauseMillis), pulse);
        return true;
    }

    /** Every pattern begins dark. Its "on" is what the output had, or what the last pattern used. */
    private int beginPattern() {
        stopTimer();
        if (level > 0) {
            patternLevel = level;
        }
        drive(0);
        return patternLevel;
    }

    private final class Strobe implements Pattern {
        private final int count;
        private final int on;
        private final int pulse;
        private final int pauseMillis;
        private int flashes;
        private boolean pausing;

        Strobe(int count, int on, int pulse, int pauseMillis) {
            this.count = count;
            this.on = on;
            this.pulse = pulse;
            this.pauseMillis = pauseMillis;
        }

        @Override
        public int fire() {
            if (pausing) {
                // The next burst begins dark as well: the gap is the pause and one pulse.
                pausing = false;
                return pulse;
            }
            if (level == 0) {
                drive(on);
                return pulse;
            }
            drive(0);
            flashes++;
            if (flashes < count) {
                return pulse;
            }
            flashes = 0;
            pausing = true;
            return pauseMillis == 0 ? ENDS : pauseMillis / TICK_MILLIS;
        }
    }

    private void drive(int value) {
        level = value;
        pins.duty(channel, dutyOf(value));
    }

    private void startTimer(long tick, Pattern next, int ticks) {
        if (ticks == 0) {
            throw new FirmwareAssertion("timer of output " + channel + " started with no ticks");
        }
        pattern = next;
        dueTick = ticks == Pattern.ENDS ? NEVER : tick + ticks;
    }

    private void stopTimer() {
        dueTick = NEVER;
    }

    private int nothing() {
        return Pattern.ENDS;
    }

    private static int dutyOf(int value) {
        return value * MAX_DUTY / MAX_LEVEL;
    }
}

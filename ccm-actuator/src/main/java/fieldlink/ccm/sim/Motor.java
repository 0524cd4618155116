package fieldlink.ccm.sim;

import java.time.Duration;
import java.util.Random;

/**
 * A motor with two relays, one for each direction, and end switches that stop it unharmed. Its position comes from how
 * long which relay was closed, never from what anybody wanted.
 */
public final class Motor {
    private enum Direction {
        OPENING(1),
        CLOSING(-1),
        NONE(0);

        final int sign;

        Direction(int sign) {
            this.sign = sign;
        }
    }

    private final String name;
    private final MotorSpec spec;
    private final VirtualTime time;
    private final Random random;
    private final Findings findings;

    private boolean openRelay;
    private boolean closeRelay;
    private double percent;
    private boolean stalled;

    private Direction running = Direction.NONE;
    private Direction last = Direction.NONE;
    /** The motor turns in {@code turning} between these two times. */
    private Direction turning = Direction.NONE;

    private long turnsFrom;
    private long turnsUntil;
    private long settledAt;
    private double speed = 1;
    private double slackPercent;

    private long runningSince;
    private long stoppedAt;
    private boolean toldOfGuard;

    Motor(String name, MotorSpec spec, VirtualTime time, Random random, Findings findings) {
        this.name = name;
        this.spec = spec;
        this.time = time;
        this.random = random;
        this.findings = findings;
    }

    /** 0 closed, 100 open: where the window really is. */
    public double percent() {
        settle();
        return percent;
    }

    /** Puts the window somewhere by hand, as a person with a crank does. */
    public void place(double newPercent) {
        settle();
        percent = Math.max(0, Math.min(100, newPercent));
    }

    /** Blocks it: the relays close and nothing moves. */
    public void stall(boolean blocked) {
        settle();
        stalled = blocked;
    }

    public boolean isRunning() {
        return running != Direction.NONE;
    }

    void relays(boolean open, boolean close) {
        if (open == openRelay && close == closeRelay) {
            return;
        }
        settle();
        openRelay = open;
        closeRelay = close;
        watchBoth();
        Direction wanted = open == close ? Direction.NONE : open ? Direction.OPENING : Direction.CLOSING;
        if (wanted != running) {
            stop();
            start(wanted);
        }
    }

    /** Looks for what only time brings to light. */
    void inspect() {
        Duration run = Duration.ofNanos(time.nanos() - runningSince);
        Duration guard = guard();
        if (running != Direction.NONE && !toldOfGuard && run.compareTo(guard) > 0) {
            toldOfGuard = true;
            findings.add(
                    Finding.Kind.RUN_BEYOND_GUARD,
                    name,
                    running + " for more than " + Findings.seconds(guard) + " without a break");
        }
    }

    private Duration guard() {
        Duration travel = running == Direction.CLOSING ? spec.close() : spec.open();
        // A tenth of a second for the scatter of timers and network, which hurts nothing.
        return Duration.ofNanos((long) (travel.toNanos() * MotorSpec.GUARD)).plusMillis(100);
    }

    private void watchBoth() {
        if (openRelay && closeRelay) {
            findings.add(Finding.Kind.BOTH_DIRECTIONS, name, "the relays of both directions are closed");
        }
    }

    private void stop() {
        if (running == Direction.NONE) {
            return;
        }
        last = running;
        running = Direction.NONE;
        stoppedAt = time.nanos();
        turnsUntil = time.nanos() >= turnsFrom ? time.nanos() + spec.coast().toNanos() : turnsFrom;
    }

    private void start(Direction wanted) {
        if (wanted == Direction.NONE) {
            return;
        }
        boolean reversed = last != Direction.NONE && last != wanted;
        if (reversed) {
            Duration pause = Duration.ofNanos(time.nanos() - stoppedAt);
            // Relays and networks scatter a little; a tenth of a second less is still a pause.
            if (pause.plusMillis(100).compareTo(MotorSpec.REVERSAL_PAUSE) < 0) {
                findings.add(
                        Finding.Kind.REVERSED_TOO_EARLY,
                        name,
                        wanted + " " + Findings.seconds(pause) + " after " + last);
            }
            slackPercent = spec.backlashPercent();
        }
        running = wanted;
        turning = wanted;
        runningSince = time.nanos();
        toldOfGuard = false;
        turnsFrom = time.nanos() + spec.startDelay().toNanos();
        turnsUntil = Long.MAX_VALUE;
        speed = Math.max(0.1, 1 + random.nextGaussian() * spec.spread());
    }

    /** Brings the position up to now. */
    private void settle() {
        long now = time.nanos();
        long from = Math.max(settledAt, turnsFrom);
        long until = Math.min(now, turnsUntil);
        settledAt = now;
        if (turning == Direction.NONE || until <= from || stalled) {
            return;
        }
        Duration travel = turning == Direction.OPENING ? spec.open() : spec.close();
        double moved = (double) (until - from) / travel.toNanos() * 100 * speed;
        double lost = Math.min(slackPercent, moved);
        slackPercent -= lost;
        percent = Math.max(0, Math.min(100, percent + turning.sign * (moved - lost)));
    }
}

package fieldlink.ccm.actuator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A motor's run in one direction.
 *
 * @param from what was believed when it started
 * @param start when its first ON left
 * @param deadline when it is to stop
 * @param answer what we know of its node's reaction; none when the node does not report
 */
record Course(
        Direction direction,
        double target,
        Position from,
        Start start,
        Moment deadline,
        @Nullable Answer answer) {
    /** How long a node that reports may keep still. */
    static final Duration ANSWER_TIME = Duration.ofSeconds(10);

    /**
     * The beginning of the run.
     *
     * @param at when the packet left; until it has, when it was decided
     */
    record Start(Moment at, Departure departure) {}

    /** What became of the packet that was to start the run. */
    enum Departure {
        AWAITED,
        SEEN,
        /** The network did not take it: when the motor started, if it did, nobody knows. */
        MISSED
    }

    /**
     * Whether a node that reports its position has shown that it moves.
     *
     * @param before what it reported before the move
     * @param asked how often it was told
     */
    record Answer(double before, boolean seen, int asked, Moment askedAt) {
        /** By how many percent a report has to change before it counts. */
        static final double NOTICEABLE = 1;

        Answer on(double percent) {
            return new Answer(before, seen || Math.abs(percent - before) >= NOTICEABLE, asked, askedAt);
        }

        Answer askedAgain(Moment now) {
            return new Answer(before, seen, asked + 1, now);
        }

        /** It was told twice and has not moved. */
        boolean isMissing() {
            return !seen && asked > 2;
        }

        Moment due() {
            return seen || asked > 2 ? Moment.NEVER : askedAt.plus(ANSWER_TIME);
        }
    }

    boolean reachesEndpoint() {
        return target == direction.endpoint();
    }

    Moment guardAt(Travel travel) {
        return start.at().plus(travel.guardTime(direction));
    }

    Position at(Moment now, Travel travel) {
        if (!from.known()) {
            return from;
        }
        double percent = travel.after(from.percent(), direction, start.at().until(now));
        Position there = from.movedTo(percent, travel.stepError(direction));
        return isDoubtful() ? there.doubted() : there;
    }

    Course departedAt(Moment moment) {
        if (start.departure() == Departure.SEEN) {
            return this;
        }
        Moment shifted = deadline.plus(start.at().until(moment));
        return new Course(direction, target, from, new Start(moment, Departure.SEEN), shifted, answer);
    }

    Course undelivered() {
        return start.departure() == Departure.SEEN
                ? this
                : new Course(direction, target, from, new Start(start.at(), Departure.MISSED), deadline, answer);
    }

    /** Whether the motor may not have done what it was told. */
    boolean isDoubtful() {
        return start.departure() == Departure.MISSED || (answer != null && answer.isMissing());
    }

    Course towards(double newTarget, Moment newDeadline) {
        return new Course(direction, newTarget, from, start, newDeadline, answer);
    }

    Course with(@Nullable Answer newAnswer) {
        return new Course(direction, target, from, start, deadline, newAnswer);
    }
}

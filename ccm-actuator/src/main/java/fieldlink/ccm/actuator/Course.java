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
     * @param confirmed whether the packet has really left; until then {@code at} is when it was decided
     */
    record Start(Moment at, boolean confirmed) {}

    /**
     * Whether a node that reports its position has shown that it moves.
     *
     * @param before what it reported before the move
     * @param asked how often it was told
     */
    record Answer(double before, boolean seen, int asked, Moment askedAt) {
        Answer on(double percent) {
            return new Answer(before, seen || Math.abs(percent - before) >= 1, asked, askedAt);
        }

        Answer askedAgain(Moment now) {
            return new Answer(before, seen, asked + 1, now);
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
        return from.movedTo(percent, travel.stepError(direction));
    }

    Course departedAt(Moment moment) {
        if (start.confirmed()) {
            return this;
        }
        Moment shifted = deadline.plus(start.at().until(moment));
        return new Course(direction, target, from, new Start(moment, true), shifted, answer);
    }

    Course towards(double newTarget, Moment newDeadline) {
        return new Course(direction, newTarget, from, start, newDeadline, answer);
    }

    Course with(@Nullable Answer newAnswer) {
        return new Course(direction, target, from, start, deadline, newAnswer);
    }
}

package fieldlink.ccm.actuator;

import java.time.Duration;

/**
 * A motor's run in one direction.
 *
 * @param from what was believed when it started
 * @param start when its first ON left
 * @param deadline when it is to stop
 * @param answer what we know of its node's reaction
 */
record Course(Direction direction, double target, Position from, Start start, Moment deadline, Answer answer) {
    /** How long a node that reports may keep still. */
    private static final Duration ANSWER_TIME = Duration.ofSeconds(10);
    /** Further than this no honest report is from the estimate, however fast the motor is. */
    private static final double FAR = 50;

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

    /** What a node's reports of its position have shown. */
    enum Sight {
        /** It does not report, or could not show that it moves. */
        NOT_EXPECTED,
        AWAITED,
        MOVES,
        /** It is where our command cannot have brought it. */
        ASTRAY
    }

    /**
     * How a node that reports its position takes the move.
     *
     * @param before what it reported before the move
     * @param asked how often it was told
     */
    record Answer(Sight sight, double before, int asked, Moment askedAt) {
        /** By how many percent a report has to change before it counts. */
        static final double NOTICEABLE = 1;

        static Answer notExpected(Moment now) {
            return new Answer(Sight.NOT_EXPECTED, 0, 1, now);
        }

        static Answer awaited(double before, Moment now) {
            return new Answer(Sight.AWAITED, before, 1, now);
        }

        Answer on(double percent) {
            boolean moves = sight == Sight.AWAITED && Math.abs(percent - before) >= NOTICEABLE;
            return moves ? new Answer(Sight.MOVES, before, asked, askedAt) : this;
        }

        Answer astray() {
            return new Answer(Sight.ASTRAY, before, asked, askedAt);
        }

        Answer askedAgain(Moment now) {
            return new Answer(sight, before, asked + 1, now);
        }

        /** It was told twice and has not moved. */
        boolean isMissing() {
            return sight == Sight.AWAITED && asked > 2;
        }

        Moment due() {
            return sight != Sight.AWAITED || asked > 2 ? Moment.NEVER : askedAt.plus(ANSWER_TIME);
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
        return start.departure() == Departure.MISSED || answer.isMissing() || answer.sight() == Sight.ASTRAY;
    }

    /** Whether a report says that somebody else moves the motor, or stopped it: a late start alone does not explain it. */
    boolean isContradictedBy(double percent, Moment now, Travel travel) {
        Position estimate = at(now, travel);
        double tolerance = Answer.NOTICEABLE + estimate.error() + travel.way(direction, ANSWER_TIME);
        return answer.sight() != Sight.AWAITED
                && estimate.isTrusted()
                && Math.abs(percent - estimate.percent()) > Math.min(FAR, tolerance);
    }

    Course towards(double newTarget, Moment newDeadline) {
        return new Course(direction, newTarget, from, start, newDeadline, answer);
    }

    Course with(Answer newAnswer) {
        return new Course(direction, target, from, start, deadline, newAnswer);
    }
}

package fieldlink.ccm.actuator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against trusting an actuator.
 *
 * @param guardTrips when its motor ran into the guard, within the last hour
 * @param silentMoves moves in a row that its node did not answer
 * @param drivenOrNull which side of it was last seen driven by somebody else's word; none when it never was
 * @param faultOrNull why it is out of service until somebody looks
 */
public record Health(
        List<Moment> guardTrips,
        int silentMoves,
        @Nullable Sighting drivenOrNull,
        @Nullable String faultOrNull) {
    public static final Health GOOD = new Health(List.of(), 0, null, null);
    /** No motor turns both ways within this: what is seen so close together is on together. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);

    private static final Duration GUARD_MEMORY = Duration.ofHours(1);
    private static final int LIMIT = 3;

    /** The output of one side was on, says its node or whoever commands it. */
    public record Sighting(Direction side, Moment at) {}

    public Health {
        guardTrips = List.copyOf(guardTrips);
    }

    Health afterGuardTrip(Moment now) {
        List<Moment> recent = new ArrayList<>(guardTrips);
        recent.removeIf(trip -> trip.until(now).compareTo(GUARD_MEMORY) >= 0);
        recent.add(now);
        String fault = recent.size() >= LIMIT ? "motor guard tripped " + LIMIT + " times within an hour" : faultOrNull;
        return new Health(recent, silentMoves, drivenOrNull, fault);
    }

    Health afterSilentMove() {
        int silent = silentMoves + 1;
        String fault = silent >= LIMIT ? "node did not answer " + LIMIT + " moves" : faultOrNull;
        return new Health(guardTrips, silent, drivenOrNull, fault);
    }

    Health afterAnswer() {
        return silentMoves == 0 ? this : new Health(guardTrips, 0, drivenOrNull, faultOrNull);
    }

    Health afterSight(Direction side, boolean on, Moment now) {
        boolean ended = !on && drivenOrNull != null && drivenOrNull.side() == side;
        Sighting sighting = on ? new Sighting(side, now) : (ended ? null : drivenOrNull);
        return new Health(guardTrips, silentMoves, sighting, faultOrNull);
    }

    /** Whether a side was seen driven just now. */
    boolean saw(Direction side, Moment now) {
        return drivenOrNull != null
                && drivenOrNull.side() == side
                && drivenOrNull.at().until(now).compareTo(TOGETHER) < 0;
    }

    Health failing(String reason) {
        return new Health(guardTrips, silentMoves, drivenOrNull, reason);
    }
}

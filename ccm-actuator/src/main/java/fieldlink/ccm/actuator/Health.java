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
 * @param faultOrNull why it is out of service until somebody looks
 */
public record Health(
        List<Moment> guardTrips, int silentMoves, @Nullable String faultOrNull) {
    public static final Health GOOD = new Health(List.of(), 0, null);
    private static final Duration GUARD_MEMORY = Duration.ofHours(1);
    private static final int LIMIT = 3;

    public Health {
        guardTrips = List.copyOf(guardTrips);
    }

    Health afterGuardTrip(Moment now) {
        List<Moment> recent = new ArrayList<>(guardTrips);
        recent.removeIf(trip -> trip.until(now).compareTo(GUARD_MEMORY) >= 0);
        recent.add(now);
        String fault = recent.size() >= LIMIT ? "motor guard tripped " + LIMIT + " times within an hour" : faultOrNull;
        return new Health(recent, silentMoves, fault);
    }

    Health afterSilentMove() {
        int silent = silentMoves + 1;
        String fault = silent >= LIMIT ? "node did not answer " + LIMIT + " moves" : faultOrNull;
        return new Health(guardTrips, silent, fault);
    }

    Health afterAnswer() {
        return silentMoves == 0 ? this : new Health(guardTrips, 0, faultOrNull);
    }

    Health failing(String reason) {
        return new Health(guardTrips, silentMoves, reason);
    }
}

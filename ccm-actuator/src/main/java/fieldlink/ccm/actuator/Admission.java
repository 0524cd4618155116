package fieldlink.ccm.actuator;

import java.time.Duration;

/** What became of a command. */
public sealed interface Admission {
    /**
     * It runs, or will after a pause that has already begun.
     *
     * @param startsIn zero when it runs already
     * @param eta until it is done
     * @param clamped whether limits changed what was asked for
     */
    record Accepted(Duration startsIn, Duration eta, boolean clamped) implements Admission {
        static Accepted now(Duration eta, boolean clamped) {
            return new Accepted(Duration.ZERO, eta, clamped);
        }
    }

    /** It waits for its turn. */
    record Queued(Duration eta, String reason) implements Admission {}

    /** There was nothing to do. */
    record Noop(String reason) implements Admission {}

    /**
     * It was not taken.
     *
     * @param reason what exactly stands against it: {@code interlock_rain}, {@code cooling}
     * @param retryAfter when asking again makes sense; zero when time alone will not help
     */
    record Refused(Refusal refusal, String reason, Duration retryAfter) implements Admission {
        static Refused because(Refusal refusal) {
            return new Refused(refusal, refusal.word(), Duration.ZERO);
        }

        static Refused because(Refusal refusal, String reason) {
            return new Refused(refusal, reason, Duration.ZERO);
        }
    }
}

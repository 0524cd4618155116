package fieldlink.jobs;

import java.util.Locale;

/** What becomes of due times that passed while no server ran, or while the clock was not to be trusted. */
public enum Misfire {
    /** Nothing: the next due time is the next job. For whatever moves. */
    SKIP,
    /** One job makes up for all of them. */
    ONCE,
    /** A job for each of them, up to a limit. */
    ALL;

    /** What a schedule does that was not told: a move at the wrong time does harm, a late reading does not. */
    public static Misfire standard(Delivery delivery) {
        return switch (delivery) {
            case AT_MOST_ONCE -> SKIP;
            case AT_LEAST_ONCE -> ONCE;
        };
    }

    /** The constant in lower case, as the API spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

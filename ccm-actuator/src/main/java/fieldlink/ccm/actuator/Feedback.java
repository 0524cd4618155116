package fieldlink.ccm.actuator;

import java.time.Duration;

/** What a node last reported of an actuator's position, and when we heard it. */
public record Feedback(double percent, Moment heardAt) {
    private static final Duration FRESH = Duration.ofSeconds(10);

    public Feedback {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("reported position " + percent + " % is outside 0 to 100");
        }
    }

    public boolean isFresh(Moment now) {
        return heardAt.until(now).compareTo(FRESH) < 0;
    }
}

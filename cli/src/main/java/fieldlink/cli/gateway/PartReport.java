package fieldlink.cli.gateway;

import java.time.Duration;
import java.util.Locale;

/**
 * How one part is.
 *
 * @param detail where it is reached while it is up, else why it is not
 * @param inState since when
 * @param starts how often it was started
 */
record PartReport(String name, State state, String detail, Duration inState, int starts) {
    enum State {
        STARTING,
        UP,
        /** Up, but it does not answer. */
        STUCK,
        /** It will be tried again. */
        FAILED,
        STOPPED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isUp() {
        return state == State.UP;
    }
}

package fieldlink.ble.radio;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects moments to come and keeps the earliest. What was due by the last tick has been dealt with and is left out. */
final class Agenda {
    private final Duration ticked;
    private @Nullable Duration earliest;

    Agenda(Duration ticked) {
        this.ticked = ticked;
    }

    void at(Duration moment) {
        if (moment.compareTo(ticked) > 0 && (earliest == null || moment.compareTo(earliest) < 0)) {
            earliest = moment;
        }
    }

    Optional<Duration> earliest() {
        return Optional.ofNullable(earliest);
    }
}

package fieldlink.ble.radio;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects moments to come and keeps the earliest. What was due by now has been dealt with and is left out. */
final class Agenda {
    private final Duration now;
    private @Nullable Duration earliest;

    Agenda(Duration now) {
        this.now = now;
    }

    void at(Duration moment) {
        if (moment.compareTo(now) > 0 && (earliest == null || moment.compareTo(earliest) < 0)) {
            earliest = moment;
        }
    }

    Optional<Duration> earliest() {
        return Optional.ofNullable(earliest);
    }
}

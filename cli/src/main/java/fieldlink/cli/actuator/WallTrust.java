package fieldlink.cli.actuator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Whether the machine's wall clock has been set: a gateway without a battery wakes up years ago. */
final class WallTrust {
    private static final Path SYNCHRONIZED = Path.of("/run/systemd/timesync/synchronized");
    private static final Path TIMESYNC = Path.of("/run/systemd/timesync");
    private static final Instant NOT_BEFORE = Instant.parse("2026-01-01T00:00:00Z");

    private WallTrust() {}

    static boolean isSet() {
        boolean plausible = Instant.now().isAfter(NOT_BEFORE);
        // Where systemd keeps the time it says so; elsewhere a plausible date has to do.
        return plausible && (!Files.isDirectory(TIMESYNC) || Files.exists(SYNCHRONIZED));
    }
}

package fieldlink.cli.doctor;

import java.nio.file.Path;
import java.util.Optional;

/** What is known of a machine's clock. */
enum ClockState {
    IN_SYNC,
    /** Somebody is to set it, and has not yet. */
    WAITING,
    /** Nobody is to set it. */
    UNKEPT,
    /** There is nobody to ask. */
    UNKNOWN;

    /** Left by systemd-timesyncd once it has set the clock since the machine started, whether it has a network now or not. */
    private static final Path SET = Path.of("/run/systemd/timesync/synchronized");

    static ClockState of(Machine machine) {
        if (machine.read(SET).isPresent()) {
            return IN_SYNC;
        }
        Optional<String> inSync = property(machine, "NTPSynchronized");
        if (inSync.isEmpty()) {
            return UNKNOWN;
        }
        if (inSync.get().equals("yes")) {
            return IN_SYNC;
        }
        return property(machine, "NTP").filter("no"::equals).isPresent() ? UNKEPT : WAITING;
    }

    private static Optional<String> property(Machine machine, String name) {
        return machine.run("timedatectl", "show", "--property=" + name, "--value")
                .map(String::strip);
    }
}

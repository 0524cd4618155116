package fieldlink.cli.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Looks at one machine, top to bottom. Decides only: the looking is the {@link Machine}'s. */
final class Examination {
    private static final Path MOUNTS = Path.of("/proc/self/mounts");
    private static final long LITTLE_SPACE = 200L << 20;

    private final Machine machine;
    private final Gateway gateway;

    /**
     * What there is to look at besides the machine itself: the gateway as it is configured.
     *
     * @param state where its parts keep what has to survive
     * @param interfaceOrNull the one network interface that CCM uses
     * @param databaseOrNull where PostgreSQL is, as JDBC writes it
     * @param tcpPorts that its servers listen on
     */
    record Gateway(
            Path state,
            @Nullable String interfaceOrNull,
            @Nullable String databaseOrNull,
            List<Integer> tcpPorts) {
        Gateway {
            tcpPorts = List.copyOf(tcpPorts);
        }
    }

    Examination(Machine machine, Gateway gateway) {
        this.machine = machine;
        this.gateway = gateway;
    }

    List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        all.add(java());
        all.addAll(new RadioExamination(machine).findings());
        all.addAll(new NetworkExamination(machine, gateway).findings());
        all.add(clock());
        all.add(disk());
        all.add(mount());
        return List.copyOf(all);
    }

    /** @param packages Debian packages of the integration tests */
    List<Finding> testTools(List<String> packages) {
        return packages.stream().map(this::debianPackage).toList();
    }

    private Finding java() {
        int version = machine.javaVersion();
        return version >= 17
                ? Finding.ok("java", "version " + version)
                : Finding.wrong("java", "version " + version + "; 17 is needed", "apt install openjdk-17-jre-headless");
    }

    private Finding clock() {
        return switch (ClockState.of(machine)) {
            case IN_SYNC -> Finding.ok("clock", "in sync");
            case WAITING ->
                Finding.warning(
                        "clock",
                        "not in sync yet: schedules wait until it is",
                        "let the machine reach a time server; without one, timedatectl set-ntp false");
            case UNKEPT ->
                Finding.warning(
                        "clock", "nobody keeps it in sync: schedules go by it as it is", "timedatectl set-ntp true");
            case UNKNOWN ->
                Finding.warning("clock", "cannot tell whether it is in sync", "apt install systemd-timesyncd");
        };
    }

    private Finding disk() {
        long free = machine.freeBytes(gateway.state());
        String what = String.format(Locale.ROOT, "%d MB free at %s", free >> 20, gateway.state());
        return free >= LITTLE_SPACE
                ? Finding.ok("disk", what)
                : Finding.wrong("disk", what, "free some space: state and history are kept there");
    }

    /** How the file system under the state treats a power cut. */
    private Finding mount() {
        String[] found = {"", "", ""};
        for (String line : machine.read(MOUNTS).orElse("").lines().toList()) {
            String[] words = line.split(" ", -1);
            boolean nearer = words.length > 3
                    && gateway.state().toAbsolutePath().startsWith(words[1])
                    && words[1].length() >= found[0].length();
            if (nearer) {
                found = new String[] {words[1], words[2], words[3]};
            }
        }
        List<String> options = Arrays.asList(found[2].split(",", -1));
        if (List.of("tmpfs", "ramfs", "overlay").contains(found[1])) {
            return Finding.warning(
                    "mount",
                    found[0] + " is " + found[1] + ": what is kept there may be gone after a restart",
                    "set state: in fieldlink.yaml to a folder on a disk");
        }
        if (options.contains("data=writeback") || options.contains("nobarrier") || options.contains("barrier=0")) {
            return Finding.warning(
                    "mount",
                    found[0] + " is mounted with " + found[2] + ": a power cut can undo what was acknowledged",
                    "mount it with data=ordered and barriers: edit /etc/fstab, then mount -o remount " + found[0]);
        }
        return Finding.ok("mount", found[0].isEmpty() ? "nothing is known of it" : found[0] + " is " + found[1]);
    }

    private Finding debianPackage(String name) {
        boolean installed = machine.run("dpkg", "-s", name)
                .filter(text -> text.contains("Status: install ok installed"))
                .isPresent();
        return installed
                ? Finding.ok(name, "installed")
                : Finding.warning(name, "not installed: its integration tests are skipped", "apt install " + name);
    }
}

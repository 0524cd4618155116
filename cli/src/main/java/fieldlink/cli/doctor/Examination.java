package fieldlink.cli.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks at one machine, top to bottom. Decides only: the looking is the {@link Machine}'s. */
final class Examination {
    static final Path SYSTEM_BUS = Path.of("/run/dbus/system_bus_socket");
    static final Path ADAPTERS = Path.of("/sys/class/bluetooth");
    static final Path RADIO_SWITCHES = Path.of("/sys/class/rfkill");
    static final Path POLKIT_RULES = Path.of("/etc/polkit-1/rules.d");
    private static final long LITTLE_SPACE = 200L << 20;

    private final Machine machine;
    private final Path stateDirectory;

    Examination(Machine machine, Path stateDirectory) {
        this.machine = machine;
        this.stateDirectory = stateDirectory;
    }

    List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        all.add(java());
        all.add(bus());
        all.add(bluez());
        all.add(adapters());
        all.add(radioSwitch());
        all.add(bluetoothGroup());
        all.add(recoveryRights());
        all.addAll(ports());
        all.addAll(network());
        all.add(clock());
        all.add(disk());
        all.add(postgres());
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

    private Finding bus() {
        return machine.canConnect(SYSTEM_BUS)
                ? Finding.ok("system bus", SYSTEM_BUS + " answers")
                : Finding.wrong("system bus", SYSTEM_BUS + " does not answer", "systemctl start dbus");
    }

    private Finding bluez() {
        return machine.run("bluetoothctl", "--version")
                .map(text -> Finding.ok("BlueZ", text.strip()))
                .orElseGet(() -> Finding.wrong("BlueZ", "not installed", "apt install bluez"));
    }

    private Finding adapters() {
        List<String> found = machine.list(ADAPTERS).stream()
                .filter(name -> name.matches("hci\\d+"))
                .toList();
        return found.isEmpty()
                ? Finding.wrong("adapter", "no Bluetooth adapter", "plug one in, or use --radio sim")
                : Finding.ok("adapter", String.join(", ", found));
    }

    private Finding radioSwitch() {
        for (String name : machine.list(RADIO_SWITCHES)) {
            Path radio = RADIO_SWITCHES.resolve(name);
            if (holds(radio.resolve("type"), "bluetooth")) {
                if (holds(radio.resolve("hard"), "1")) {
                    return Finding.wrong("rfkill", name + " is off by its switch", "turn the radio on at the device");
                }
                if (holds(radio.resolve("soft"), "1")) {
                    return Finding.wrong("rfkill", name + " is blocked", "rfkill unblock bluetooth");
                }
            }
        }
        return Finding.ok("rfkill", "no Bluetooth radio is blocked");
    }

    private Finding bluetoothGroup() {
        String groups = machine.run("id", "-nG").orElse("");
        boolean member = Arrays.asList(groups.strip().split("\\s+")).contains("bluetooth");
        if (member || machine.userName().equals("root")) {
            return Finding.ok("group", machine.userName() + " may use Bluetooth");
        }
        return Finding.warning(
                "group",
                machine.userName() + " is not in the group bluetooth",
                "usermod -aG bluetooth " + machine.userName() + ", then log in again");
    }

    private Finding recoveryRights() {
        boolean rule = machine.list(POLKIT_RULES).stream().anyMatch(name -> name.contains("fieldlink"));
        if (rule || machine.userName().equals("root")) {
            return Finding.ok("recovery", "may restart the Bluetooth service");
        }
        return Finding.warning(
                "recovery",
                "no polkit rule: a hung Bluetooth service cannot be restarted",
                "copy the distribution's systemd/*.rules to " + POLKIT_RULES);
    }

    private List<Finding> ports() {
        List<Finding> all = new ArrayList<>();
        for (int port : new int[] {16520, 16521, 16529}) {
            all.add(
                    machine.canBindUdp(port)
                            ? Finding.ok("udp " + port, "free for CCM")
                            : Finding.warning(
                                    "udp " + port, "taken, and not shared", "ss -lunp 'sport = " + port + "'"));
        }
        all.add(
                machine.canBindTcp(8080)
                        ? Finding.ok("tcp 8080", "free for the job server")
                        : Finding.warning("tcp 8080", "taken", "ss -ltnp 'sport = 8080', or choose another port"));
        return all;
    }

    private List<Finding> network() {
        List<Finding> all = new ArrayList<>();
        for (Machine.Interface nic : machine.interfaces()) {
            String able = (nic.broadcast() ? "broadcast" : "no broadcast") + ", "
                    + (nic.multicast() ? "multicast" : "no multicast");
            all.add(
                    nic.broadcast()
                            ? Finding.ok(nic.name(), able)
                            : Finding.warning(
                                    nic.name(), able + ": CCM nodes cannot be reached on it", "choose another one"));
        }
        if (all.isEmpty()) {
            all.add(Finding.warning("network", "no interface is up but loopback", "ip link set dev NAME up"));
        }
        return all;
    }

    private Finding clock() {
        Optional<String> synchronised = machine.run("timedatectl", "show", "--property=NTPSynchronized", "--value");
        if (synchronised.isEmpty()) {
            return Finding.warning("clock", "cannot tell whether it is in sync", "apt install systemd-timesyncd");
        }
        return synchronised.get().strip().equals("yes")
                ? Finding.ok("clock", "in sync")
                : Finding.warning("clock", "not in sync: schedules wait until it is", "timedatectl set-ntp true");
    }

    private Finding disk() {
        long free = machine.freeBytes(stateDirectory);
        String what = String.format(Locale.ROOT, "%d MB free at %s", free >> 20, stateDirectory);
        return free >= LITTLE_SPACE
                ? Finding.ok("disk", what)
                : Finding.wrong("disk", what, "free some space: state and history are kept there");
    }

    private Finding postgres() {
        return machine.run("pg_isready")
                .map(text -> Finding.ok("PostgreSQL", text.strip()))
                .orElseGet(() -> Finding.ok("PostgreSQL", "none here; jobs are kept in SQLite"));
    }

    private Finding debianPackage(String name) {
        boolean installed = machine.run("dpkg", "-s", name)
                .filter(text -> text.contains("Status: install ok installed"))
                .isPresent();
        return installed
                ? Finding.ok(name, "installed")
                : Finding.warning(name, "not installed: its integration tests are skipped", "apt install " + name);
    }

    private boolean holds(Path file, String text) {
        return machine.read(file).filter(found -> found.strip().equals(text)).isPresent();
    }
}

package fieldlink.cli.doctor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Bluetooth needs: BlueZ on the bus, an adapter that is on, rights, and no neighbour that drowns it. */
final class RadioExamination {
    static final Path SYSTEM_BUS = Path.of("/run/dbus/system_bus_socket");
    private static final Path ADAPTERS = Path.of("/sys/class/bluetooth");
    private static final Path RADIO_SWITCHES = Path.of("/sys/class/rfkill");
    private static final Path POLKIT_RULES = Path.of("/etc/polkit-1/rules.d");
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)");
    private static final Pattern CHANNEL = Pattern.compile("\\((2\\d{3}) MHz\\)");
    private static final int OLDEST_MINOR = 55;

    private final Machine machine;

    RadioExamination(Machine machine) {
        this.machine = machine;
    }

    List<Finding> findings() {
        return List.of(
                bus(),
                bluez(),
                service(),
                adapters(),
                power(),
                radioSwitch(),
                bluetoothGroup(),
                recoveryRights(),
                wifi());
    }

    /** @param socket where programs of this machine look for the daemon */
    Finding daemon(Path socket) {
        return machine.canConnect(socket)
                ? Finding.ok("daemon", "answers at " + socket)
                : Finding.warning(
                        "daemon",
                        "none answers at " + socket + ": programs that use Bluetooth side by side disturb each other",
                        "systemctl enable --now fieldlink-ble, or fieldlink ble daemon");
    }

    private Finding bus() {
        return machine.canConnect(SYSTEM_BUS)
                ? Finding.ok("system bus", SYSTEM_BUS + " answers")
                : Finding.wrong("system bus", SYSTEM_BUS + " does not answer", "systemctl start dbus");
    }

    private Finding bluez() {
        Optional<String> said = machine.run("bluetoothctl", "--version");
        if (said.isEmpty()) {
            return Finding.wrong("BlueZ", "not installed", "apt install bluez");
        }
        Matcher version = VERSION.matcher(said.get());
        boolean old = version.find()
                && Integer.parseInt(version.group(1)) == 5
                && Integer.parseInt(version.group(2)) < OLDEST_MINOR;
        return old
                ? Finding.warning(
                        "BlueZ", said.get().strip() + "; tested from 5." + OLDEST_MINOR + " on", "apt install bluez")
                : Finding.ok("BlueZ", said.get().strip());
    }

    /** Debian's unit does not restart it; D-Bus does, but only when somebody calls. */
    private Finding service() {
        if (machine.run("busctl", "--system", "--no-pager", "status", "org.bluez")
                .isEmpty()) {
            return Finding.wrong("bluetoothd", "does not answer on the bus", "systemctl enable --now bluetooth");
        }
        boolean staysDown = machine.run("systemctl", "show", "bluetooth.service", "--property=Restart", "--value")
                .filter(text -> text.strip().equals("no"))
                .isPresent();
        return staysDown
                ? Finding.warning(
                        "bluetoothd",
                        "answers on the bus, but after a crash stays down until a program asks for it",
                        "systemctl edit bluetooth, and put there: [Service] Restart=on-failure")
                : Finding.ok("bluetoothd", "answers on the bus");
    }

    private Finding power() {
        String shown = machine.run("bluetoothctl", "show").orElse("");
        return shown.contains("Powered: no")
                ? Finding.warning("power", "the adapter is off; the gateway will switch it on", "bluetoothctl power on")
                : Finding.ok("power", shown.contains("Powered: yes") ? "the adapter is on" : "nothing to say");
    }

    /** Wi-Fi and Bluetooth on one chip take turns at one antenna, and 2.4 GHz Wi-Fi leaves Bluetooth little of it. */
    private Finding wifi() {
        Matcher channel = CHANNEL.matcher(machine.run("iw", "dev").orElse(""));
        if (!channel.find()) {
            return Finding.ok("Wi-Fi", "none in Bluetooth's band");
        }
        String band = "at " + channel.group(1) + " MHz, in Bluetooth's own band";
        return adapterNames().stream().anyMatch(this::isOnBoard)
                ? Finding.warning(
                        "Wi-Fi",
                        band + " and on the on-board radio's antenna: connects fail with le-connection-abort-by-local",
                        "use 5 GHz or Ethernet, or a USB Bluetooth adapter on a short cable")
                : Finding.ok("Wi-Fi", band + "; no on-board radio shares its antenna");
    }

    private boolean isOnBoard(String adapter) {
        return machine.read(ADAPTERS.resolve(adapter).resolve("device/uevent"))
                .filter(text -> text.contains("DRIVER=hci_uart"))
                .isPresent();
    }

    private Finding adapters() {
        List<String> found = adapterNames();
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

    private List<String> adapterNames() {
        return machine.list(ADAPTERS).stream()
                .filter(name -> name.matches("hci\\d+"))
                .toList();
    }

    private boolean holds(Path file, String text) {
        return machine.read(file).filter(found -> found.strip().equals(text)).isPresent();
    }
}

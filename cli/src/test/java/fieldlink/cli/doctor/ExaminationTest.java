package fieldlink.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.doctor.Finding.Verdict;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExaminationTest {
    private final Patient machine = new Patient();
    private final Examination examination = new Examination(machine, gateway("/state", null, null));

    @Test
    void aHealthyMachineHasNothingToMend() {
        assertThat(examination.findings()).allSatisfy(finding -> {
            assertThat(finding.verdict()).as(finding.subject()).isEqualTo(Verdict.OK);
            assertThat(finding.mend()).isEmpty();
        });
    }

    @Test
    void everythingThatIsNotOkComesWithWhatMendsIt() {
        machine.files.clear();
        machine.programs.clear();
        machine.sockets.clear();
        machine.takenPorts.addAll(Set.of(16520, 16521, 16529, 5006));
        machine.java = 11;
        machine.free = 0;
        machine.nics = List.of(new Machine.Interface("wg0", true, false));
        assertThat(examination.findings())
                .filteredOn(finding -> finding.verdict() != Verdict.OK)
                .hasSizeGreaterThan(10)
                .allSatisfy(finding -> assertThat(finding.mend()).isNotBlank());
    }

    @Test
    void aSoftBlockedRadioIsMendedByRfkillAndAHardBlockedOneByHand() {
        machine.files.put("/sys/class/rfkill/rfkill0/type", "bluetooth\n");
        machine.files.put("/sys/class/rfkill/rfkill0/soft", "1\n");
        assertThat(finding("rfkill").mend()).isEqualTo("rfkill unblock bluetooth");
        machine.files.put("/sys/class/rfkill/rfkill0/hard", "1\n");
        assertThat(finding("rfkill").mend()).contains("at the device");
    }

    @Test
    void aBlockedWirelessLanIsNotBluetoothsConcern() {
        machine.files.put("/sys/class/rfkill/rfkill0/type", "wlan\n");
        machine.files.put("/sys/class/rfkill/rfkill0/soft", "1\n");
        assertThat(finding("rfkill").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void aUserOutsideTheGroupIsToldTheCommandThatAddsThem() {
        machine.programs.put("id -nG", "users\n");
        assertThat(finding("group").mend()).startsWith("usermod -aG bluetooth grower");
    }

    @Test
    void aPackageThatIsNotInstalledIsNamedWithItsCommand() {
        machine.programs.put("dpkg -s bluez", "Status: install ok installed\n");
        assertThat(examination.testTools(List.of("bluez", "socat")))
                .extracting(Finding::mend)
                .containsExactly("", "apt install socat");
    }

    @Test
    void anAdapterThatIsOffIsSwitchedOnByItsCommand() {
        machine.programs.put("bluetoothctl show", "Controller\n\tPowered: no\n");
        assertThat(finding("power").mend()).isEqualTo("bluetoothctl power on");
    }

    @Test
    void aBluetoothServiceThatIsNotOnTheBusIsStarted() {
        machine.programs.remove("busctl --system --no-pager status org.bluez");
        assertThat(finding("bluetoothd").mend()).isEqualTo("systemctl enable --now bluetooth");
    }

    @Test
    void anOldBlueZIsOnlyWarnedOf() {
        machine.programs.put("bluetoothctl --version", "bluetoothctl: 5.43\n");
        assertThat(finding("BlueZ").verdict()).isEqualTo(Verdict.WARNING);
    }

    @Test
    void wifiInBluetoothsBandIsNamed() {
        machine.programs.put("iw dev", "\t\tchannel 6 (2437 MHz), width: 20 MHz\n");
        assertThat(finding("Wi-Fi").what()).contains("2437 MHz");
        machine.programs.put("iw dev", "\t\tchannel 36 (5180 MHz), width: 80 MHz\n");
        assertThat(finding("Wi-Fi").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void aMountThatForgetsAtAPowerCutIsNamed() {
        machine.files.put(
                "/proc/self/mounts", "/dev/a / ext4 rw,data=ordered 0 0\n/dev/b /state ext4 rw,data=writeback 0 0\n");
        assertThat(finding("mount").what()).contains("/state", "data=writeback");
        machine.files.put("/proc/self/mounts", "overlay / overlay rw 0 0\n");
        assertThat(finding("mount").what()).contains("may be gone");
        machine.files.put("/proc/self/mounts", "/dev/a / ext4 rw 0 0\n/dev/b /home ext4 rw,nobarrier 0 0\n");
        assertThat(finding("mount").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void aConfiguredDatabaseHasToBeReachable() {
        Examination with = new Examination(machine, gateway("/state", null, "jdbc:postgresql://db:5433/jobs"));
        assertThat(finding(with, "PostgreSQL").verdict()).isEqualTo(Verdict.WRONG);
        machine.reachable.add("db:5433");
        assertThat(finding(with, "PostgreSQL").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void theInterfaceThatIsConfiguredHasToBeUpAndAble() {
        assertThat(finding(new Examination(machine, gateway("/state", "eth7", null)), "eth7")
                        .verdict())
                .isEqualTo(Verdict.WRONG);
        machine.nics = List.of(new Machine.Interface("eth0", false, true));
        assertThat(finding(new Examination(machine, gateway("/state", "eth0", null)), "eth0")
                        .mend())
                .contains("multicast on");
    }

    private static Examination.Gateway gateway(String state, @Nullable String network, @Nullable String database) {
        return new Examination.Gateway(Path.of(state), network, database, List.of(5006, 5007));
    }

    private Finding finding(String subject) {
        return finding(examination, subject);
    }

    private static Finding finding(Examination by, String subject) {
        return by.findings().stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    /** A healthy gateway, until a test makes it ill. */
    private static final class Patient implements Machine {
        final Map<String, String> files = new TreeMap<>(Map.of(
                "/sys/class/bluetooth/hci0", "",
                "/etc/polkit-1/rules.d/50-fieldlink.rules", ""));
        final Map<String, String> programs = new HashMap<>(Map.of(
                "bluetoothctl --version", "bluetoothctl: 5.66\n",
                "busctl --system --no-pager status org.bluez", "PID=1\n",
                "id -nG", "grower bluetooth\n",
                "timedatectl show --property=NTPSynchronized --value", "yes\n"));
        final Set<Path> sockets = new HashSet<>(Set.of(RadioExamination.SYSTEM_BUS));
        final Set<String> reachable = new HashSet<>();
        final Set<Integer> takenPorts = new HashSet<>();
        List<Interface> nics = List.of(new Interface("eth0", true, true));
        long free = 1L << 30;
        int java = 17;

        @Override
        public Optional<String> read(Path file) {
            return Optional.ofNullable(files.get(file.toString()));
        }

        @Override
        public List<String> list(Path directory) {
            return files.keySet().stream()
                    .filter(name -> name.startsWith(directory + "/"))
                    .map(name ->
                            name.substring(directory.toString().length() + 1).split("/")[0])
                    .distinct()
                    .toList();
        }

        @Override
        public Optional<String> run(String... command) {
            return Optional.ofNullable(programs.get(String.join(" ", command)));
        }

        @Override
        public boolean canConnect(Path unixSocket) {
            return sockets.contains(unixSocket);
        }

        @Override
        public boolean canBindUdp(int port) {
            return !takenPorts.contains(port);
        }

        @Override
        public boolean canBindTcp(int port) {
            return !takenPorts.contains(port);
        }

        @Override
        public boolean canReachTcp(String host, int port) {
            return reachable.contains(host + ":" + port);
        }

        @Override
        public List<Interface> interfaces() {
            return nics;
        }

        @Override
        public long freeBytes(Path path) {
            return free;
        }

        @Override
        public int javaVersion() {
            return java;
        }

        @Override
        public String userName() {
            return "grower";
        }
    }
}

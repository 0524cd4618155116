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
import org.junit.jupiter.api.Test;

class ExaminationTest {
    private final Patient machine = new Patient();
    private final Examination examination = new Examination(machine, Path.of("/state"));

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
        machine.takenPorts.addAll(Set.of(16520, 16521, 16529, 8080));
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

    private Finding finding(String subject) {
        return examination.findings().stream()
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
                "id -nG", "grower bluetooth\n",
                "timedatectl show --property=NTPSynchronized --value", "yes\n"));
        final Set<Path> sockets = new HashSet<>(Set.of(Examination.SYSTEM_BUS));
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

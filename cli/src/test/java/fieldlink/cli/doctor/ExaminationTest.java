package fieldlink.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.doctor.Finding.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
    void aPackageThatIsNotInstalledIsNamedWithItsCommand() {
        machine.programs.put("dpkg -s bluez", "Status: install ok installed\n");
        assertThat(examination.testTools(List.of("bluez", "socat")))
                .extracting(Finding::mend)
                .containsExactly("", "apt install socat");
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
}

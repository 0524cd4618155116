package fieldlink.cli.ccm;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmMessage;
import fieldlink.ccm.CcmParse;
import fieldlink.ccm.sim.Autonomy;
import fieldlink.ccm.sim.Greenhouse;
import fieldlink.ccm.sim.LiveGreenhouse;
import fieldlink.ccm.sim.NetworkFaults;
import fieldlink.ccm.sim.NodeProfile;
import fieldlink.ccm.sim.Rehearsal;
import fieldlink.ccm.sim.VirtualTime;
import fieldlink.ccm.udp.UdpPorts;
import fieldlink.ccm.udp.UdpSettings;
import fieldlink.ccm.udp.UdpTransport;
import fieldlink.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a simulated greenhouse on loopback sockets. */
@Tag("long")
class CcmCommandsIT {
    private static final int FIRST_PORT =
            34_000 + (int) (ProcessHandle.current().pid() % 100) * 20;

    private final Shell shell = new Shell();
    private UdpTransport node;
    private LiveGreenhouse greenhouse;

    @BeforeEach
    void openTheGreenhouse() {
        node = UdpTransport.open(UdpSettings.loopback("127.0.0.71", UdpPorts.from(FIRST_PORT)));
        greenhouse = new LiveGreenhouse(new Greenhouse(new VirtualTime(), 1, finding -> {}), 1);
    }

    @AfterEach
    void closeIt() {
        greenhouse.close();
        node.close();
    }

    @Test
    void scansNodesAndTheirValues() {
        start(NodeProfile.UARDECS);
        assertThat(run("ccm", "scan", "--timeout", "1s", "--values", "--json")).isEqualTo(ExitCode.DONE);
        assertThat(shell.out())
                .contains("\"address\":\"127.0.0.71\"", "\"name\":\"greenhouse\"", "\"type\":\"VenSdWinrcA\"")
                .contains("\"type\":\"CirHoriFanopr\"", "\"direction\":\"S\"");
    }

    @Test
    void findsWhoSendsAValue() {
        start(NodeProfile.UARDECS);
        assertThat(run("ccm", "search", "Irriopr", "--region", "71", "--timeout", "1s"))
                .isEqualTo(ExitCode.DONE);
        assertThat(shell.out()).contains("127.0.0.71", "Irriopr");
        assertThat(run("ccm", "search", "Nothing", "--timeout", "200ms")).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void hearsWhatTheNodeReports() {
        start(NodeProfile.UARDECS);
        assertThat(run("ccm", "listen", "--filter", "Irriopr", "--count", "2", "--timeout", "20s", "--json"))
                .isEqualTo(ExitCode.DONE);
        assertThat(shell.out().lines()).hasSize(2).allMatch(line -> line.contains("\"base\":\"Irri\""));
        assertThat(run("ccm", "listen", "--filter", "nobody", "--count", "1", "--timeout", "200ms"))
                .isEqualTo(ExitCode.TIMED_OUT);
    }

    @Test
    void aSentValueSwitchesTheNodeAndTheLastOneSwitchesItBack() throws InterruptedException {
        start(NodeProfile.UARDECS);
        assertThat(run("ccm", "send", "IrrircA", "1", "--region", "71", "--for", "1s", "--then", "0", "--json"))
                .isEqualTo(ExitCode.DONE);
        // Three copies and two echoes within the second of the first value, three copies of the last.
        assertThat(shell.out()).contains("\"packets\":8");
        double litres = greenhouse.ask(house -> house.valve("irrigation").litres());
        assertThat(litres).isPositive();
        boolean on = greenhouse.ask(house -> house.valve("irrigation").isOn());
        assertThat(on).isFalse();
    }

    @Test
    void theDoctorFindsANodeThatHearsOnlyTheStrongestPriority(@TempDir Path directory) throws IOException {
        start(NodeProfile.THRESHOLD);
        Path file = directory.resolve("fan.yaml");
        assertThat(run(
                        "ccm",
                        "doctor",
                        "CirHoriFan",
                        "--region",
                        "71",
                        "--yes",
                        "--reaction",
                        "2s",
                        "--rest",
                        "100ms",
                        "--forget",
                        "20s",
                        "--output",
                        file.toString()))
                .isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(file))
                .contains("  role: rcA\n", "  mode: fixed\n  value: 1\n", "role/priority: rcA/1.", "  role: opr\n")
                .containsPattern("validity_sec: [2-9]\\.\\d\n");
        assertThat(run("ccm", "doctor", "CirHoriFan", "--yes", "--output", file.toString()))
                .as("a profile is never written over")
                .isEqualTo(ExitCode.REFUSED);
    }

    /** A node may obey and report it too late to be noticed; the ON must not stay with it. */
    @Test
    void theDoctorEndsEachOnWithAnOffWhetherOrNotItSawAReaction() {
        List<String> heard = new CopyOnWriteArrayList<>();
        node.listen(datagram -> values(datagram)
                .filter(datum -> datum.tuple().address().region() == 71
                        && datum.type().base().equals("CirHoriFan")
                        && !datum.type().text().endsWith("opr"))
                .forEach(datum -> heard.add(datum.type() + "/" + datum.priority() + "=" + datum.text())));
        start(NodeProfile.THRESHOLD);
        assertThat(doctor()).isEqualTo(ExitCode.DONE);
        for (String on : heard.stream().filter(one -> one.endsWith("=1")).toList()) {
            String off = on.replace("=1", "=0");
            assertThat(heard.lastIndexOf(off)).as(on).isGreaterThan(heard.lastIndexOf(on));
        }
    }

    @Test
    void aDoctorThatIsInterruptedLeavesNothingOn() throws InterruptedException {
        greenhouse.add(
                Rehearsal.byPosition(node.address(), NodeProfile.IDEAL).withValidity(Duration.ofMinutes(5)),
                node,
                NetworkFaults.NONE,
                Autonomy.NONE);
        greenhouse.start();
        Thread doctor = new Thread(this::doctor);
        doctor.start();
        await(this::isFanOn);
        doctor.interrupt();
        await(() -> !isFanOn());
        doctor.join(20_000);
        assertThat(doctor.isAlive()).isFalse();
    }

    private boolean isFanOn() {
        try {
            return greenhouse.ask(house -> house.valve("circulation-fan").isOn());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private ExitCode doctor() {
        String words = "ccm doctor CirHoriFan --region 71 --yes --reaction 2s --rest 100ms --forget 20s";
        return run(words.split(" "));
    }

    private static Stream<CcmDatum> values(CcmDatagram datagram) {
        return datagram.parse() instanceof CcmParse.Parsed parsed
                        && parsed.packet().message() instanceof CcmMessage.Values values
                ? values.data().stream()
                : Stream.empty();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void theSimulatorShowsItsDevices() {
        assertThat(run("ccm", "simulate", "--for", "1s", "--json", "-i", "127.0.0.72"))
                .isEqualTo(ExitCode.DONE);
        assertThat(shell.out()).contains("\"device\":\"side-window\"", "\"position_pct\":0.0");
        assertThat(shell.err()).contains("127.0.0.72");
    }

    private void start(NodeProfile profile) {
        greenhouse.add(Rehearsal.byPosition(node.address(), profile), node, NetworkFaults.NONE, Autonomy.NONE);
        greenhouse.start();
    }

    private ExitCode run(String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--ports", Integer.toString(FIRST_PORT)));
        if (!line.contains("-i")) {
            line.addAll(List.of("-i", "127.0.0.73"));
        }
        return shell.run(line.toArray(String[]::new));
    }
}

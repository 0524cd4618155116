package fieldlink.cli.actuator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ccm.udp.UdpPorts;
import fieldlink.ccm.udp.UdpSettings;
import fieldlink.ccm.udp.UdpTransport;
import fieldlink.cli.ExitCode;
import fieldlink.cli.OwnJvm;
import fieldlink.cli.main.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bridge and the simulated greenhouse as two processes with real packets between them, some of which are lost. The
 * greenhouse watches for what must never happen and ends with an error when it did.
 */
@Tag("long")
class BridgeIT {
    private static final long DEADLINE_SECONDS = 60;

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private Path config;
    private int ports;

    @BeforeEach
    void writeConfiguration() throws IOException {
        ports = 20_000 + (int) (ProcessHandle.current().pid() % 1000) * 20;
        config = folder.resolve("house.yaml");
        Files.writeString(config, """
                actuators:
                  side-window:
                    type: duration
                    full_open_sec: 6
                    full_close_sec: 5
                    cooling_sec: 1
                    reverse_cooling_sec: 3
                    validity_sec: 3
                    hold: {forever: true}
                    open_ccm: {type: VenSdWin, room: 1, region: 71, order: 1}
                    close_ccm: {type: VenSdWin, room: 1, region: 71, order: 2}
                  irrigation:
                    type: duration
                    has_limit: false
                    max_duration_sec: 600
                    validity_sec: 3
                    ccm: {type: Irri, room: 1, region: 71}
                calibration: {on_startup: false, daily: false}
                network: {interface: 127.0.0.64, first_port: %d}
                """.formatted(ports));
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void aWindowMovesOverALossyNetworkAndNothingBadHappens() throws Exception {
        Process greenhouse = greenhouse("60s");
        Process bridge = bridge();
        assertThat(run("actuator", "known", "side-window", "0").code).isEqualTo(ExitCode.DONE);
        Outcome moved = run("actuator", "set", "side-window", "50", "--wait", "--json");
        assertThat(moved.code).as(moved.err).isEqualTo(ExitCode.DONE);
        assertThat(moved.out).contains("\"result\":\"accepted\"");
        assertThat(run("actuator", "status", "side-window", "--json").out)
                .contains("\"name\":\"side-window\"", "\"state\":\"COOLING\"", "\"owner\":\"bridge\"")
                .containsPattern("\"position_pct\":(49|50)");

        assertThat(run("actuator", "run", "irrigation", "5m").code).isEqualTo(ExitCode.DONE);
        await(() ->
                lines(greenhouse).stream().anyMatch(line -> line.contains("irrigation") && line.contains("running")));
        assertThat(run("actuator", "emergency", "test").code).isEqualTo(ExitCode.DONE);
        await(() -> lastOf(greenhouse, "irrigation").contains("at rest"));
        Outcome refused = run("actuator", "open", "side-window");
        assertThat(refused.code).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.err).contains("latched");
        assertThat(run("actuator", "clear").out).contains("cleared");
        assertThat(run("actuator", "log", "--state", folder.toString()).out).contains("\"event\":\"emergency\"");

        bridge.destroy();
        assertThat(bridge.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("state.json"))).contains("\"shutdown\":\"clean\"");
        assertThat(exit(greenhouse)).as(() -> findings(greenhouse)).isEqualTo(ExitCode.DONE.number());
    }

    @Test
    void theGreenhouseEndsWithAnErrorWhenBothDirectionsWereOn() throws Exception {
        Process greenhouse = greenhouse("15s");
        while (greenhouse.isAlive()) {
            sendByHand(1);
            sendByHand(2);
        }
        assertThat(exit(greenhouse)).isEqualTo(ExitCode.FAILED.number());
        assertThat(findings(greenhouse)).contains("side-window");
    }

    @Test
    void row51AfterAKillTheWaterIsOffBeforeTheBridgeSaysThatItIsReady() throws Exception {
        Process greenhouse = greenhouse("1h");
        Process bridge = bridge();
        assertThat(run("actuator", "run", "irrigation", "5m").code).isEqualTo(ExitCode.DONE);
        await(() -> lastOf(greenhouse, "irrigation").contains("running"));
        bridge.destroyForcibly().waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertThat(Files.readString(folder.resolve("state.json"))).contains("\"state\":\"ON\"", "\"running\"");

        List<String> commands = new CopyOnWriteArrayList<>();
        try (UdpTransport observer = UdpTransport.open(UdpSettings.loopback("127.0.0.65", UdpPorts.from(ports)))) {
            observer.listen(datagram -> commands.add(datagram.payload().text()));
            // The state file says on which network, as it says what.
            Outcome off = run("actuator", "all-off", "--state", folder.toString(), "--if-running");
            assertThat(off.code).as(off.err).isEqualTo(ExitCode.DONE);
            await(() -> commands.stream().filter(text -> text.contains("rcA")).count() == 9);
        }
        assertThat(commands.stream().filter(text -> text.contains("rcA")).toList())
                .as("the water first, all three times")
                .element(0)
                .asString()
                .contains("IrrircA");
        await(() -> lastOf(greenhouse, "irrigation").contains("at rest"));

        bridge();
        assertThat(run("actuator", "log", "--state", folder.toString(), "--lines", "500").out)
                .contains("after an unclean end");
        assertThat(run("actuator", "status", "irrigation").out).contains("IDLE");
    }

    /** A real kill in the middle of a move: nobody is left to say OFF, so the node itself must. */
    @Test
    void row78AfterAKillTheNodeIsItsOwnMasterWithinItsValidity() throws Exception {
        Process greenhouse = greenhouse("1h");
        Process bridge = bridge();
        assertThat(run("actuator", "known", "side-window", "0").code).isEqualTo(ExitCode.DONE);
        assertThat(run("actuator", "open", "side-window").code).isEqualTo(ExitCode.DONE);
        await(() -> lastOf(greenhouse, "side-window").contains("running"));
        long killed = System.nanoTime();
        bridge.destroyForcibly().waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertThat(Files.readString(folder.resolve("state.json"))).contains("\"state\":\"MOVING\"", "\"running\"");
        await(() -> lastOf(greenhouse, "side-window").contains("at rest"));
        assertThat(Duration.ofNanos(System.nanoTime() - killed))
                .as("three seconds after the last packet, and what this machine takes to say so")
                .isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void row79ATerminationInTheMiddleOfAMoveIsAnOrderlyEnd() throws Exception {
        Process greenhouse = greenhouse("1h");
        Process bridge = bridge();
        assertThat(run("actuator", "known", "side-window", "0").code).isEqualTo(ExitCode.DONE);
        assertThat(run("actuator", "open", "side-window").code).isEqualTo(ExitCode.DONE);
        await(() -> lastOf(greenhouse, "side-window").contains("running"));
        bridge.destroy();
        assertThat(bridge.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("state.json"))).contains("\"shutdown\":\"clean\"");
        await(() -> lastOf(greenhouse, "side-window").contains("at rest"));
        bridge();
        assertThat(run("actuator", "status", "side-window", "--json").out)
                .containsPattern("\"position_pct\":[1-9]")
                .contains("\"uncertain\":false");
    }

    @Test
    void aScriptRunsReportsAndLeavesTheWindowClosed() throws Exception {
        greenhouse("1h");
        bridge();
        Outcome dry = run("script", "run", "full-close-reset", "--set", "window=side-window", "--dry-run");
        assertThat(dry.code).as(dry.err).isEqualTo(ExitCode.DONE);
        assertThat(dry.out).contains("calibrate side-window");
        Outcome done = run("script", "run", "full-close-reset", "--set", "window=side-window");
        assertThat(done.code).as(done.err).isEqualTo(ExitCode.DONE);
        assertThat(done.out).contains("\"event\":\"begin\"", "\"ok\":true");
        Path script = folder.resolve("wrong.yaml");
        Files.writeString(script, "steps: [{set: {actuator: side-window, to: 130}}, {jump: 1}]");
        Outcome wrong = run("script", "run", script.toString());
        assertThat(wrong.code).isEqualTo(ExitCode.FAILED);
        assertThat(wrong.err).contains("130 is outside", "'jump' is no step");
    }

    @Test
    void ctrlCStopsWhatTheScriptTouched() throws Exception {
        Process greenhouse = greenhouse("1h");
        bridge();
        assertThat(run("actuator", "known", "side-window", "0").code).isEqualTo(ExitCode.DONE);
        Path file = folder.resolve("open.yaml");
        Files.writeString(file, "steps: [{open: {actuator: side-window}}, {wait: 600}]");
        Process script = start("script", List.of("script", "run", file.toString()));
        await(() -> lastOf(greenhouse, "side-window").contains("running"));
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(script.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(exit(script)).isEqualTo(ExitCode.INTERRUPTED.number());
        assertThat(lines(script))
                .anyMatch(line -> line.contains("\"event\":\"safe\"") && line.contains("side-window"))
                .anyMatch(line -> line.contains("\"ok\":false") && line.contains("interrupted"));
        await(() -> lastOf(greenhouse, "side-window").contains("at rest"));
        assertThat(run("actuator", "status", "side-window").out).doesNotContain("MOVING");
    }

    @Test
    void aWindowIsMeasuredByWhatItsNodeReportsAndTheTimesAreWritten() throws Exception {
        Files.writeString(config, """
                actuators:
                  side-window:
                    type: duration
                    full_open_sec: 9   # a guess
                    full_close_sec: 8
                    cooling_sec: 1
                    reverse_cooling_sec: 3
                    validity_sec: 30
                    hold: {forever: true}
                    ccm: {type: VenSdWin, room: 1, region: 71, order: 1}
                    feedback: true
                calibration: {on_startup: false, daily: false}
                network: {interface: 127.0.0.64, first_port: %d}
                """.formatted(ports));
        // A window of 65 and 50 s, ten times as fast.
        simulate("--drive", "position", "--profile", "ideal", "--validity", "300s", "--speed", "10", "--for", "1h");
        bridge();
        Outcome measured = run("actuator", "measure", "side-window", "--config", config.toString(), "--by", "opr");
        assertThat(measured.code).as(measured.err).isEqualTo(ExitCode.DONE);
        assertThat(measured.out)
                .containsPattern("opens in 6\\.[3-7] s, closes in (4\\.[89]|5\\.[0-2]) s")
                .contains("-     full_open_sec: 9   # a guess");
        assertThat(Files.readString(config)).containsPattern("full_open_sec: 6\\.[3-7]   # a guess");
        assertThat(Files.readString(folder.resolve("house.yaml.bak"))).contains("full_open_sec: 9   # a guess");
    }

    /** A person who watches the window: here the greenhouse says when it has arrived. */
    @Test
    void aWindowIsMeasuredByTheKeysOfWhoeverWatchesIt() throws Exception {
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("full_open_sec: 6", "full_open_sec: 12")
                        .replace("full_close_sec: 5", "full_close_sec: 11"));
        Process greenhouse = simulate(
                "--drive", "relays", "--profile", "ideal", "--validity", "300s", "--speed", "10", "--for", "1h");
        bridge();
        PipedOutputStream keyboard = new PipedOutputStream();
        PipedInputStream keys = new PipedInputStream(keyboard);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompletableFuture<Outcome> measured = CompletableFuture.supplyAsync(
                () -> run(keys, err, "actuator", "measure", "side-window", "--config", config.toString()));
        for (String verb : List.of("open", "close")) {
            await(() -> err.toString(UTF_8).contains("press Enter to " + verb));
            press(keyboard);
            String arrived = verb.equals("open") ? " 100.0 %" : " 0.0 %";
            await(() -> lastOf(greenhouse, "side-window").contains("running"));
            await(() -> lastOf(greenhouse, "side-window").contains(arrived));
            press(keyboard);
        }
        Outcome outcome = measured.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertThat(outcome.code).as(outcome.err).isEqualTo(ExitCode.DONE);
        // 65 and 50 s, ten times as fast; the greenhouse says so within a second.
        assertThat(outcome.out)
                .containsPattern("opens in ([67]\\.\\d|8\\.0) s, closes in ([56]\\.\\d|4\\.9) s")
                .contains("-     full_open_sec: 12");
        assertThat(Files.readString(config)).containsPattern("full_open_sec: [678]");
        assertThat(Files.readString(folder.resolve("house.yaml.bak"))).contains("full_open_sec: 12");
    }

    private static void press(OutputStream keyboard) throws IOException {
        keyboard.write('\n');
        keyboard.flush();
    }

    @Test
    void waitEndsWhenTheWindowIsThereOrItsTimeIsOver() throws Exception {
        greenhouse("1h");
        bridge();
        assertThat(run("actuator", "known", "side-window", "0").code).isEqualTo(ExitCode.DONE);
        assertThat(run("actuator", "set", "side-window", "50").code).isEqualTo(ExitCode.DONE);
        Outcome there = run("wait", "actuator/side-window", "--for", "position_pct=50", "--timeout", "30s", "--json");
        assertThat(there.code).as(there.err).isEqualTo(ExitCode.DONE);
        assertThat(there.out).contains("\"thing\":\"actuator/side-window\"");
        Outcome late = run("wait", "actuator/side-window", "--for", "position_pct=90", "--timeout", "300ms");
        assertThat(late.code).isEqualTo(ExitCode.TIMED_OUT);
        Outcome never = run("wait", "actuator/side-window", "--for", "colour=red", "--timeout", "300ms");
        assertThat(never.code).isEqualTo(ExitCode.USAGE);
        assertThat(never.err).contains("no field 'colour'; the fields are deadline, ");
        assertThat(run("wait", "actuator/nobody", "--for", "state=idle").code).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void row100ABridgeWithAWrongConfigurationDoesNotStart() throws Exception {
        Files.writeString(config, "actuators: {W: {type: duration, full_open_sec: 0}}");
        Outcome outcome = run("actuator", "run", "--config", config.toString(), "--state", folder.toString());
        assertThat(outcome.code).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.err).contains(config + ":1:", "full_open_sec", "full_close_sec");
        assertThat(folder.resolve("actuator.sock")).doesNotExist();
    }

    /** Drives the window past the bridge and all its guards. */
    private void sendByHand(int order) {
        Outcome sent = run(
                "ccm",
                "send",
                "VenSdWinrcA",
                "1",
                "--region",
                "71",
                "--order",
                Integer.toString(order),
                "--priority",
                "1",
                "--interface",
                "127.0.0.64",
                "--ports",
                Integer.toString(ports));
        assertThat(sent.code).as(sent.err).isEqualTo(ExitCode.DONE);
    }

    private static int exit(Process process) throws InterruptedException {
        assertThat(process.waitFor(2 * DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String findings(Process greenhouse) {
        return String.join(
                "\n",
                lines(greenhouse).stream()
                        .filter(line -> line.startsWith("FOUND"))
                        .toList());
    }

    /** @param time after which it ends by itself, with an error when it saw what must never happen */
    private Process greenhouse(String time) throws IOException {
        return simulate("--drive", "relays", "--loss", "10%", "--for", time);
    }

    private Process simulate(String... how) throws IOException {
        List<String> words = new ArrayList<>(List.of("ccm", "simulate"));
        words.addAll(List.of(how));
        words.addAll(List.of("--interface", "127.0.0.71", "--ports", Integer.toString(ports)));
        Process process = start("greenhouse", words);
        await(() -> lines(process).stream().anyMatch(line -> line.contains("side-window")));
        return process;
    }

    private Process bridge() throws IOException {
        Process process = start(
                "bridge", List.of("actuator", "run", "--config", config.toString(), "--state", folder.toString()));
        await(() -> lines(process).stream().anyMatch(line -> line.startsWith("ready")));
        return process;
    }

    private Process start(String name, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                // A build in the background ignores Ctrl-C, and what it starts would inherit that.
                "env", "--default-signal=INT"));
        command.addAll(OwnJvm.fieldlink(words.toArray(String[]::new)));
        Path output = folder.resolve(name + "-" + processes.size() + ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("FIELDLINK_STATE", folder.toString());
        Process process = builder.start();
        processes.add(process);
        outputs.add(output);
        return process;
    }

    private final List<Path> outputs = new ArrayList<>();

    private List<String> lines(Process process) {
        try {
            return Files.readAllLines(outputs.get(processes.indexOf(process)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String lastOf(Process process, String device) {
        List<String> lines = lines(process);
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).contains(device)) {
                return lines.get(i);
            }
        }
        return "";
    }

    private record Outcome(ExitCode code, String out, String err) {}

    private Outcome run(String... words) {
        return run(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), words);
    }

    private Outcome run(InputStream in, ByteArrayOutputStream err, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExitCode code = Main.run(
                List.of(words),
                in,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of("FIELDLINK_STATE", folder.toString()));
        return new Outcome(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}

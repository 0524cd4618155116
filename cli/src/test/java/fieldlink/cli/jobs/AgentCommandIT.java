package fieldlink.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.ExitCode;
import fieldlink.cli.OwnJvm;
import fieldlink.cli.main.Main;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server and an agent, each in a process of its own: an operator approves, submits, and reads what a program said. */
@Tag("long")
class AgentCommandIT {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Process> started = new ArrayList<>();
    private final Map<Process, Path> errors = new HashMap<>();
    private String url;
    private Process server;

    @BeforeEach
    void serve() throws IOException {
        server = launch(
                Map.of(),
                "serve",
                "--legacy",
                "--port",
                "0",
                "--data",
                directory.resolve("queue").toString());
        String line = firstLine(server);
        url = line.substring("jobs at ".length(), line.indexOf(';'));
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatTheOwnerAllowedRunsAndNothingElse() throws Exception {
        register("pi-1");
        Process agent = agent("echo(words:string, times:int=1)[idempotent]=/bin/echo {times} x {words}");
        assertThat(firstLine(agent)).startsWith("pi-1 at ").contains("can echo");

        assertThat(submit("pi-1", "echo", "words=; rm -rf / $HOME", "times=2")).isEqualTo(ExitCode.DONE);
        assertThat(printed()).contains("2 x ; rm -rf / $HOME\\n");
        assertThat(submit("pi-1", "echo", "words=--help")).isEqualTo(ExitCode.FAILED);
        assertThat(printed()).contains("begins with '-'");
        assertThat(submit("pi-1", "echo", "words=hi", "times=many")).isEqualTo(ExitCode.FAILED);
        assertThat(printed()).contains("not a whole number");
        assertThat(submit("pi-1", "reboot")).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void aProgramIsEndedByItsDeadlineAndByACancellation() throws Exception {
        register("pi-1");
        firstLine(agent("short[limit=300ms]=/bin/sleep 600", "long=/bin/sleep 600"));
        assertThat(submit("pi-1", "short")).isEqualTo(ExitCode.FAILED);
        assertThat(printed()).contains("took longer than");

        assertThat(run("submit", "pi-1", "long")).isEqualTo(ExitCode.DONE);
        String job = printed().strip();
        awaitState(job, "running");
        assertThat(run("cancel", job)).isEqualTo(ExitCode.DONE);
        awaitState(job, "cancelled");
    }

    @Test
    void anAgentThatIsKilledReportsTheJobWhenItIsBack() throws Exception {
        register("pi-1");
        Process agent = agent("long=/bin/sleep 600");
        firstLine(agent);
        assertThat(run("submit", "pi-1", "long")).isEqualTo(ExitCode.DONE);
        String job = printed().strip();
        awaitState(job, "running");
        agent.descendants().forEach(ProcessHandle::destroyForcibly);
        agent.destroyForcibly().waitFor(30, TimeUnit.SECONDS);

        firstLine(agent("long=/bin/sleep 600"));
        awaitState(job, "failed");
        assertThat(printed()).contains("the device was interrupted while it ran");
    }

    /** Well within the five seconds after which its ending would be given up. */
    @Test
    void anAgentThatIsToldToStopGoesAtOnceAndInSilence() throws Exception {
        register("pi-1");
        Process agent = agent("echo=/bin/echo");
        firstLine(agent);
        awaitCapabilities();
        agent.destroy();
        assertThat(agent.waitFor(4, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(errors.get(agent))).doesNotContain("fieldlink:", "Exception");

        server.destroy();
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        // The poll that nobody waits for any more is no failure.
        assertThat(Files.readString(errors.get(server))).doesNotContain("SEVERE");
    }

    private Process agent(String... programs) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "agent",
                "--device",
                "pi-1",
                "--outbox",
                directory.resolve("outbox").toString()));
        for (String program : programs) {
            words.add("--exec");
            words.add(program);
        }
        return launch(Map.of("FIELDLINK_JOBS_URL", url), words.toArray(String[]::new));
    }

    /** Approved as an operator does it; afterwards the agent says itself what it can do. */
    private void register(String device) throws IOException, InterruptedException {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url + "/api/devices/register"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"device_id\":\"" + device + "\",\"approved\":true,\"capabilities\":[]}"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
    }

    private ExitCode submit(String... words) throws Exception {
        awaitCapabilities();
        List<String> all = new ArrayList<>(List.of("submit", "--wait", "--timeout", "20"));
        all.addAll(List.of(words));
        return run(all.toArray(String[]::new));
    }

    private void awaitCapabilities() throws Exception {
        await(() -> {
            run("devices", "--json");
            return printed().contains("\"capabilities\":[{");
        });
    }

    private void awaitState(String job, String states) throws Exception {
        await(() -> {
            run("show", job);
            return printed().lines().anyMatch(line -> line.matches("state: (" + states + ")"));
        });
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.holds()) {
            assertThat(System.nanoTime() - deadline).as("in time").isNegative();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private Process launch(Map<String, String> environment, String... words) throws IOException {
        String[] command = Stream.concat(Stream.of("jobs"), Stream.of(words)).toArray(String[]::new);
        Path said = Files.createTempFile(directory, "stderr", ".txt");
        ProcessBuilder builder = new ProcessBuilder(OwnJvm.fieldlink(command)).redirectError(said.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        errors.put(process, said);
        return process;
    }

    private static String firstLine(Process process) throws IOException {
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(line).as("what it says first").isNotNull();
        return line;
    }

    private ExitCode run(String... words) {
        out.reset();
        return Main.run(
                Stream.concat(Stream.of("jobs"), Stream.of(words)).toList(),
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("FIELDLINK_JOBS_URL", url));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}

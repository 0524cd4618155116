package fieldlink.cli.robot;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.OwnJvm;
import fieldlink.cli.Python;
import fieldlink.cli.main.Main;
import fieldlink.jobs.Approval;
import fieldlink.jobs.Capability;
import fieldlink.jobs.Command;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobRequest;
import fieldlink.jobs.JobState;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Submission;
import fieldlink.jobs.agent.Agent;
import fieldlink.jobs.agent.AgentSettings;
import fieldlink.jobs.agent.QueueLink;
import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.robot.serve.RobotConfig;
import fieldlink.jobs.robot.serve.RobotServer;
import fieldlink.jobs.rules.Cancelling;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running project as a device of the job queue. */
class RobotJobsIT {
    private static final DeviceId ROBOT = DeviceId.of("robot");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AgentSettings.Pace QUICK = new AgentSettings.Pace(
            Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMillis(10), Duration.ofMillis(50));
    private static final String PROJECT = """
            import time
            class Arm:
                def add(self, a: int, b: int = 2):
                    "Adds."
                    return a + b
                def fail(self): raise ValueError("kaput")
                def wait(self):
                    print("waiting", flush=True)
                    time.sleep(600)
                def stop(self): pass
            arm = Arm()
            """;

    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();

    @BeforeAll
    static void interpreter() {
        Python.require();
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : processes) {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void itsMethodsAreCapabilitiesWhateverProjectIsInForce() throws Exception {
        JobQueue queue = JobQueue.inMemory().start();
        QueueLink link = new QueueLink(queue, ROBOT, Map.of());
        RobotConfig config = RobotConfig.DEFAULT.at("127.0.0.1", 0).in(directory.resolve("storage"));
        try (RobotServer server = RobotServer.of(config).start();
                RobotAgent ignored = RobotAgent.start(
                        server.host(),
                        Duration.ofMinutes(1),
                        skills -> new Agent(link, directory.resolve("outbox"), QUICK, skills))) {
            awaitCapability(queue, "robot_controller.get_status");

            push(server);
            Capability add = awaitCapability(queue, "arm.add");
            assertThat(add.description()).isEqualTo("Adds.");
            assertThat(add.parameters().toString()).contains("name=a, type=integer, required=true", "name=b");
            assertThat(settled(queue, submit(queue, "arm.add", "{\"a\":40}"))
                            .result()
                            .orElseThrow()
                            .returnValue())
                    .isEqualTo(JsonText.of("42"));
            Job failed = settled(queue, submit(queue, "arm.fail", "{}"));
            assertThat(failed.state()).isEqualTo(JobState.FAILED);
            assertThat(failed.result().orElseThrow().error().text()).contains("03001", "kaput");

            Job waiting = submit(queue, "arm.wait", "{}");
            until(() -> statusOf(server).contains("\"waiting\":1"));
            get(queue.cancel(waiting.id(), Cancelling.Reach.IN_FLIGHT, null, "operator:me"));
            assertThat(settled(queue, waiting).state()).isEqualTo(JobState.CANCELLED);
            assertThat(settled(queue, submit(queue, "arm.add", "{\"a\":1}")).state())
                    .isEqualTo(JobState.SUCCEEDED);
        } finally {
            queue.close();
        }
    }

    @Test
    void aHostInAProcessOfItsOwnRegistersWithTheServerItIsTold() throws Exception {
        String jobs = serve("jobs at ", "jobs", "serve", "--legacy", "--port", "0", "--data", path("queue"));
        serve("robot host on ", "robot", "serve", "--port", "0", "--storage", path("storage"), "--jobs", jobs);
        // As from the dashboard: a legacy server lets nobody in who was not registered there.
        HttpRequest registration = HttpRequest.newBuilder(URI.create(jobs + "/api/devices/register"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"device_id\":\"robot\",\"approved\":true,\"capabilities\":[]}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(registration, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(run(jobs, "submit", "robot", "robot_controller.get_status", "--wait", "--json"))
                .contains("\"ok\":true", "current_mode");
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private String serve(String greeting, String... words) throws IOException {
        Process process = new ProcessBuilder(OwnJvm.fieldlink(words))
                .redirectError(directory.resolve("stderr-" + processes.size()).toFile())
                .start();
        processes.add(process);
        String said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(said).startsWith(greeting);
        return said.substring(greeting.length(), said.indexOf(';'));
    }

    private static String run(String jobs, String... words) {
        List<String> line = new ArrayList<>(List.of("jobs"));
        line.addAll(List.of(words));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Main.run(
                line,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                Map.of("FIELDLINK_JOBS_URL", jobs));
        return out.toString(StandardCharsets.UTF_8);
    }

    private void push(RobotServer server) throws IOException {
        Path project = Files.createDirectories(directory.resolve("project"));
        Files.writeString(project.resolve("main.py"), PROJECT);
        Main.run(
                List.of("robot", "push", project.toString(), "--server", "http://127.0.0.1:" + server.port()),
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                System.err,
                Map.of());
    }

    private static Capability awaitCapability(JobQueue queue, String name) throws Exception {
        until(() -> capability(queue, name).isPresent());
        return capability(queue, name).orElseThrow();
    }

    private static Optional<Capability> capability(JobQueue queue, String name) throws Exception {
        return get(queue.devices().find(ROBOT)).stream()
                .filter(device -> device.approval() == Approval.APPROVED)
                .flatMap(device -> device.identity().capabilities().stream())
                .filter(capability -> capability.name().equals(name))
                .findFirst();
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime() - deadline)
                    .as("what was waited for came")
                    .isNegative();
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static String statusOf(RobotServer server) {
        CompletableFuture<String> status = new CompletableFuture<>();
        server.host().status(json -> status.complete(json.toString()));
        return status.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Job submit(JobQueue queue, String command, String args) throws Exception {
        Submission submission = get(queue.submit(JobRequest.of(ROBOT, new Command(command, JsonText.of(args)))));
        return ((Submission.Accepted) submission).job();
    }

    private static Job settled(JobQueue queue, Job job) throws Exception {
        return get(queue.settled(job.id(), PATIENCE)).orElseThrow();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}

package fieldlink.jobs.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fieldlink.jobs.Capability;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Parameter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent against a small server that behaves as the recorded exchanges do. */
class AgentTest {
    private static final AgentSettings.Pace QUICK = new AgentSettings.Pace(
            Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMillis(10), Duration.ofMillis(50));

    @TempDir
    Path outbox;

    private final Queue<String> jobs = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> results = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> registrations = new LinkedBlockingQueue<>();
    private final AtomicInteger resultStatus = new AtomicInteger(200);
    private final AtomicInteger registerStatus = new AtomicInteger(200);
    private final AtomicInteger pollStatus = new AtomicInteger(0);
    private final CountDownLatch testOver = new CountDownLatch(1);
    private volatile boolean cancelRequested;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private Thread running;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                answer(exchange, path, body);
            }
        });
        server.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        testOver.countDown();
        if (running != null) {
            running.interrupt();
            running.join(10_000);
            assertThat(running.isAlive())
                    .as("the agent ends when it is interrupted")
                    .isFalse();
        }
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void registersAndReportsWhatItsHandlerReturns() throws Exception {
        start(skill(
                "add",
                (arguments, progress) -> JsonText.of(String.valueOf(arguments.integer("a") + arguments.integer("b")))));
        jobs.add("{\"job_id\":\"j1\",\"lease_id\":\"l1\",\"command\":{\"name\":\"add\",\"args\":{\"a\":2,\"b\":3}}}");
        assertThat(registrations.poll(10, TimeUnit.SECONDS)).contains("\"device_id\":\"pi-1\"", "\"name\":\"add\"");
        assertThat(nextResult())
                .contains("\"job_id\":\"j1\"", "\"lease_id\":\"l1\"", "\"ok\":true", "\"return_value\":5");
    }

    @Test
    void aWrongArgumentIsTheJobsErrorAndNotTheAgentsEnd() throws Exception {
        start(skill("add", (arguments, progress) -> JsonText.of(String.valueOf(arguments.integer("a")))));
        jobs.add("{\"job_id\":\"j1\",\"command\":{\"name\":\"add\",\"args\":{\"a\":\"two\"}}}");
        assertThat(nextResult()).contains("\"ok\":false", "the argument 'a' is \\\"two\\\", not a whole number");
        jobs.add("{\"job_id\":\"j2\",\"command\":{\"name\":\"add\",\"args\":{\"a\":2}}}");
        assertThat(nextResult()).contains("\"ok\":true");
    }

    @Test
    void whatItCannotDoItSays() throws Exception {
        start(skill("add", (arguments, progress) -> JsonText.NULL));
        jobs.add("{\"job_id\":\"j1\",\"command\":{\"name\":\"fly\",\"args\":{}}}");
        assertThat(nextResult()).contains("\"ok\":false", "this device cannot 'fly'");
    }

    @Test
    void aHandlerThatNeverEndsIsStoppedAtItsLimit() throws Exception {
        start(new Skill(Capability.named("wait"), Duration.ofMillis(200), (arguments, progress) -> {
            testOver.await();
            return JsonText.NULL;
        }));
        jobs.add("{\"job_id\":\"j1\",\"command\":{\"name\":\"wait\",\"args\":{}}}");
        assertThat(nextResult()).contains("\"ok\":false", "took longer than PT0.2S");
    }

    @Test
    void aResultThatWasNotTakenIsSentAgainUntilItIs() throws Exception {
        resultStatus.set(503);
        start(skill("add", (arguments, progress) -> JsonText.NULL));
        jobs.add("{\"job_id\":\"j1\",\"command\":{\"name\":\"add\",\"args\":{}}}");
        String first = nextResult();
        assertThat(nextResult()).isEqualTo(first);
        resultStatus.set(200);
        await(() -> files() == 0);
    }

    @Test
    void aResultSurvivesARestart() throws Exception {
        resultStatus.set(503);
        start(skill("add", (arguments, progress) -> JsonText.NULL));
        jobs.add("{\"job_id\":\"j1\",\"command\":{\"name\":\"add\",\"args\":{}}}");
        nextResult();
        running.interrupt();
        running.join(10_000);
        results.clear();
        resultStatus.set(200);

        start(skill("add", (arguments, progress) -> JsonText.NULL));
        assertThat(nextResult()).contains("\"job_id\":\"j1\"", "\"ok\":true");
        await(() -> files() == 0);
    }

    @Test
    void aDeviceThatLostPowerInTheMiddleOfAJobSaysSo() throws Exception {
        Outbox.open(outbox, DeviceId.of("pi-1"))
                .begin(new Assignment(JobId.of("j9"), "l9", "add", JsonText.EMPTY_OBJECT));
        start(skill("add", (arguments, progress) -> JsonText.NULL));
        assertThat(nextResult()).contains("\"job_id\":\"j9\"", "\"ok\":false", "interrupted while it ran");
        await(() -> files() == 0);
    }

    @Test
    void registersAgainWhenTheServerForgotIt() throws Exception {
        start(skill("add", (arguments, progress) -> JsonText.NULL));
        registrations.poll(10, TimeUnit.SECONDS);
        pollStatus.set(404);
        assertThat(registrations.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void keepsAskingUntilItIsApproved() throws Exception {
        registerStatus.set(403);
        start(skill("add", (arguments, progress) -> JsonText.NULL));
        registrations.poll(10, TimeUnit.SECONDS);
        registrations.poll(10, TimeUnit.SECONDS);
        registerStatus.set(200);
        jobs.add("{\"job_id\":\"j1\",\"command\":{\"name\":\"add\",\"args\":{}}}");
        assertThat(nextResult()).contains("\"ok\":true");
    }

    @Test
    void aCancelledJobIsInterruptedAndReported() throws Exception {
        cancelRequested = true;
        start(skill("wait", (arguments, progress) -> {
            testOver.await();
            return JsonText.NULL;
        }));
        jobs.add("{\"job_id\":\"j1\",\"lease_id\":\"l1\",\"command\":{\"name\":\"wait\",\"args\":{}}}");
        assertThat(nextResult()).contains("\"ok\":false", "\"error\":\"cancelled\"");
    }

    @Test
    void aHandlerThatCannotBeStoppedKeepsOtherJobsWaiting() throws Exception {
        start(new Skill(Capability.named("stuck"), Duration.ofMillis(200), (arguments, progress) -> {
            while (testOver.getCount() > 0) {
                awaitUninterruptibly(testOver);
            }
            return JsonText.NULL;
        }));
        jobs.add("{\"job_id\":\"j1\",\"command\":{\"name\":\"stuck\",\"args\":{}}}");
        assertThat(nextResult()).contains("took longer");
        jobs.add("{\"job_id\":\"j2\",\"command\":{\"name\":\"stuck\",\"args\":{}}}");
        assertThat(results.poll(500, TimeUnit.MILLISECONDS))
                .as("nothing is begun beside it")
                .isNull();
        testOver.countDown();
        assertThat(nextResult()).contains("\"job_id\":\"j2\"", "\"ok\":true");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            // what a handler that cannot be stopped does
        }
    }

    @Test
    void aProgramGetsItsArgumentsAsInput() throws Exception {
        start(skill(
                "echo", new ProgramHandler(List.of("cat"), List.of(new Parameter("a", "string", true, null, null)))));
        jobs.add("{\"job_id\":\"j1\",\"command\":{\"name\":\"echo\",\"args\":{\"a\":\"; rm -rf /\"}}}");
        assertThat(nextResult()).contains("\"ok\":true", "{\\\"a\\\":\\\"; rm -rf /\\\"}");
    }

    @Test
    void aProgramThatFailsSaysHow() throws Exception {
        start(skill("fail", new ProgramHandler(List.of("sh", "-c", "echo broken; exit 3"), List.of())));
        jobs.add("{\"job_id\":\"j1\",\"command\":{\"name\":\"fail\",\"args\":{}}}");
        assertThat(nextResult()).contains("\"ok\":false", "ended with 3: broken");
    }

    @Test
    void aProgramThatPrintsWithoutEndIsStopped() throws Exception {
        start(skill("yes", new ProgramHandler(List.of("yes"), List.of())));
        jobs.add("{\"job_id\":\"j1\",\"command\":{\"name\":\"yes\",\"args\":{}}}");
        assertThat(nextResult()).contains("\"ok\":false", "printed more than 16777216 bytes and was stopped");
    }

    @Test
    void aProgramThatTakesTooLongEndsWithEverythingThatItStarted() throws Exception {
        Path pid = outbox.resolve("pid");
        start(new Skill(
                Capability.named("sleep"),
                Duration.ofMillis(500),
                new ProgramHandler(
                        List.of("sh", "-c", "trap '' TERM; sleep 1000 & echo $! > " + pid + "; wait"), List.of())));
        jobs.add("{\"job_id\":\"j1\",\"command\":{\"name\":\"sleep\",\"args\":{}}}");
        assertThat(nextResult()).contains("\"ok\":false", "took longer than PT0.5S");
        long sleeper = Long.parseLong(Files.readString(pid).strip());
        await(() -> ProcessHandle.of(sleeper).filter(ProcessHandle::isAlive).isEmpty());
    }

    private void answer(HttpExchange exchange, String path, String body) throws IOException {
        if (path.endsWith("/register")) {
            registrations.add(body);
            reply(exchange, registerStatus.get(), "{}");
        } else if (path.endsWith("/jobs/next")) {
            int status = pollStatus.getAndSet(0);
            String job = status == 0 ? jobs.poll() : null;
            reply(exchange, status != 0 ? status : job == null ? 204 : 200, job == null ? "" : job);
        } else if (path.endsWith("/progress")) {
            reply(exchange, 200, "{\"cancel_requested\":" + cancelRequested + "}");
        } else {
            results.add(body);
            reply(exchange, resultStatus.get(), "{\"status\":\"ack\"}");
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
        if (status != 204) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Skill skill(String name, JobHandler handler) {
        return new Skill(Capability.named(name), Duration.ofMinutes(1), handler);
    }

    private void start(Skill skill) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        AgentSettings settings =
                AgentSettings.of(address, DeviceId.of("pi-1"), outbox).withPace(QUICK);
        running = AtWork.start(new Agent(settings, List.of(skill)));
    }

    private String nextResult() throws InterruptedException {
        String result = results.poll(30, TimeUnit.SECONDS);
        assertThat(result).as("a result within 30 s").isNotNull();
        return result;
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(outbox)) {
            return all.count();
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime() - deadline).isNegative();
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}

package fieldlink.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.ExitCode;
import fieldlink.cli.main.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a server in a process of its own, as people run it. */
@Tag("long")
class JobsCommandsIT {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private OwnJobServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = new OwnJobServer(directory, "--legacy");
        url = server.url();
        post(
                "/api/devices/register",
                "{\"device_id\":\"pico-1\",\"approved\":true,\"capabilities\":[{\"name\":\"led\"}]}");
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.close();
    }

    @Test
    void aJobIsSubmittedSeenAndCancelled() {
        assertThat(run("submit", "pico-1", "led", "times=3", "colour=red")).isEqualTo(ExitCode.DONE);
        String job = printed().strip();
        assertThat(run("list", "--device", "pico-1")).isEqualTo(ExitCode.DONE);
        assertThat(printed()).contains(job, "queued", "led");
        assertThat(run("show", job, "--json")).isEqualTo(ExitCode.DONE);
        assertThat(printed()).contains("\"args\":{\"colour\":\"red\",\"times\":3}");
        assertThat(run("cancel", job)).isEqualTo(ExitCode.DONE);
        assertThat(run("cancel", "nonsense")).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void aJobThatFailedIsDoneOnceMore() throws IOException, InterruptedException {
        run("submit", "pico-1", "led");
        String job = printed().strip();
        get("/api/devices/pico-1/jobs/next");
        post("/api/devices/pico-1/jobs/result", "{\"job_id\":\"" + job + "\",\"ok\":false}");
        assertThat(run("requeue", job, "--json")).isEqualTo(ExitCode.DONE);
        assertThat(printed()).contains("\"requeued_from\":\"" + job + "\"", "\"state\":\"queued\"");
    }

    @Test
    void everythingThatFailedIsDoneOnceMoreAndNotTwice() throws IOException, InterruptedException {
        run("submit", "pico-1", "led");
        String job = printed().strip();
        get("/api/devices/pico-1/jobs/next");
        post("/api/devices/pico-1/jobs/result", "{\"job_id\":\"" + job + "\",\"ok\":false}");
        assertThat(run("requeue", "--state", "failed", "--since", "1h", "--dry-run"))
                .isEqualTo(ExitCode.DONE);
        assertThat(printed()).contains(job);
        assertThat(run("requeue", "--state", "failed", "--since", "1h", "--json"))
                .isEqualTo(ExitCode.DONE);
        assertThat(printed()).contains("\"requeued_from\":\"" + job + "\"");
        assertThat(run("requeue", "--state", "failed", "--json")).isEqualTo(ExitCode.DONE);
        assertThat(printed()).isEmpty();
        assertThat(run("requeue")).isEqualTo(ExitCode.USAGE);
        assertThat(run("requeue", "--state", "queued")).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void aJobIsWaitedForUntilItsEnd() throws IOException, InterruptedException {
        run("submit", "pico-1", "led");
        String job = printed().strip();
        assertThat(await("job/" + job, "--for", "state=succeeded", "--timeout", "300ms"))
                .isEqualTo(ExitCode.TIMED_OUT);
        assertThat(await("job/" + job, "--for", "state=queued")).isEqualTo(ExitCode.DONE);
        assertThat(await("job/" + job, "--for", "stat=queued")).isEqualTo(ExitCode.USAGE);
        assertThat(await("job/" + job, "--for", "result_ok=true", "--timeout", "300ms"))
                .isEqualTo(ExitCode.TIMED_OUT);
        get("/api/devices/pico-1/jobs/next");
        post("/api/devices/pico-1/jobs/result", "{\"job_id\":\"" + job + "\",\"ok\":true}");
        assertThat(await("job/" + job, "--for", "state=succeeded")).isEqualTo(ExitCode.DONE);
        assertThat(printed()).contains("state is succeeded");
        assertThat(await("job/" + job, "--for", "state=failed")).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void aScheduleIsAddedListedPausedAndRemoved() {
        String[] add = {"schedule", "add", "airing", "pico-1", "led", "times=3", "--at", "06:30", "--days", "mon,sun"};
        assertThat(run(add)).isEqualTo(ExitCode.DONE);
        assertThat(printed()).contains("schedule_id: airing", "misfire: skip", "days: [\"mon\",\"sun\"]");
        assertThat(run(add)).isEqualTo(ExitCode.REFUSED);
        assertThat(run("schedule", "add", "reading", "pico-1", "led", "--every", "90m", "--window", "22:00-04:00"))
                .isEqualTo(ExitCode.DONE);
        assertThat(run("schedule", "list")).isEqualTo(ExitCode.DONE);
        assertThat(printed()).contains("06:30 mon,sun", "every 90m, within 22:00-04:00");
        assertThat(run("schedule", "pause", "airing", "--json")).isEqualTo(ExitCode.DONE);
        assertThat(printed()).contains("\"enabled\":false");
        assertThat(run("schedule", "resume", "airing", "--json")).isEqualTo(ExitCode.DONE);
        assertThat(printed()).contains("\"enabled\":true");
        assertThat(run("schedule", "remove", "airing")).isEqualTo(ExitCode.DONE);
        assertThat(run("schedule", "remove", "airing")).isEqualTo(ExitCode.REFUSED);
        assertThat(run("schedule", "list", "--json")).isEqualTo(ExitCode.DONE);
        assertThat(printed().lines()).hasSize(1);
        assertThat(run("schedule", "add", "never", "pico-1", "led")).isEqualTo(ExitCode.USAGE);
        assertThat(run("schedule", "add", "fast", "pico-1", "led", "--every", "1s"))
                .isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void waitingForAResultThatDoesNotComeTimesOut() {
        assertThat(run("submit", "pico-1", "led", "--wait", "--timeout", "1")).isEqualTo(ExitCode.TIMED_OUT);
    }

    @Test
    void devicesAreListedAndGivenTokens() {
        assertThat(run("devices")).isEqualTo(ExitCode.DONE);
        assertThat(printed()).contains("pico-1", "approved");
        assertThat(run("token", "pico-1")).isEqualTo(ExitCode.DONE);
        assertThat(printed()).startsWith("fl_");
        assertThat(run("approve", "nobody")).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void aServerThatIsNotThereIsNamedInTheError() {
        url = "http://127.0.0.1:1";
        assertThat(run("devices")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("127.0.0.1:1", "fieldlink jobs serve");
    }

    private ExitCode run(String... words) {
        return type(Stream.concat(Stream.of("jobs"), Stream.of(words)));
    }

    private ExitCode await(String... words) {
        return type(Stream.concat(Stream.of("wait"), Stream.of(words)));
    }

    private ExitCode type(Stream<String> words) {
        out.reset();
        return Main.run(
                words.toList(),
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("FIELDLINK_JOBS_URL", url));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void get(String path) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create(url + path)).GET());
    }

    private void post(String path, String json) throws IOException {
        try {
            send(HttpRequest.newBuilder(URI.create(url + path))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(json)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
    }
}

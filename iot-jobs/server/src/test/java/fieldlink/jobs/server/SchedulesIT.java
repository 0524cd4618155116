package fieldlink.jobs.server;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.Capability;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Retention;
import fieldlink.jobs.queue.Clockwork;
import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.queue.MemoryJobStore;
import fieldlink.jobs.server.RunningServer.Reply;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Schedules over HTTP, by a clock that the test sets. */
class SchedulesIT {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String HOURLY = "{'schedule_id':'airing','device_id':'pico-1','name':'led','every':3600}";

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final AtomicBoolean inSync = new AtomicBoolean(true);
    private final Clockwork system = Clockwork.system();
    private final RunningServer server = RunningServer.of(new JobQueue(
            new MemoryJobStore(),
            new Clockwork(now::get, system.timer(), system.ids()).trusting(inSync::get),
            Retention.DEFAULT));
    private final String[] operator = server.operator();

    @BeforeEach
    void register() {
        RunningServer.get(server.queue.devices().admit(DeviceId.of("pico-1"), Capability.named("led")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aDueTimeBecomesAJobThatSaysWhereItCameFrom() {
        Reply added = add(HOURLY);
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.json().path("misfire").stringValue()).isEqualTo("skip");
        assertThat(added.json().path("next_due").doubleValue())
                .isEqualTo(NOON.plusSeconds(3600).getEpochSecond());
        tickAt(NOON.plusSeconds(3600));
        JsonNode last = show().path("last");
        assertThat(last.path("state").stringValue()).isEqualTo("queued");
        JsonNode job = server.get("/api/jobs/" + last.path("job_id").stringValue(), operator)
                .json();
        assertThat(job.path("source").stringValue()).isEqualTo("schedule");
        assertThat(job.path("requested_via").stringValue()).isEqualTo("airing");
    }

    @Test
    void heldSchedulesSaySo() {
        add(HOURLY);
        inSync.set(false);
        tickAt(NOON.plusSeconds(3600));
        assertThat(show().path("held").booleanValue()).isTrue();
        assertThat(server.get("/api/schedules", operator).json().path("held").booleanValue())
                .isTrue();
        assertThat(show().has("last")).isFalse();
        assertThat(server.get("/metrics", operator).raw().body())
                .contains(
                        "fieldlink_jobs_schedules 1.0",
                        "fieldlink_jobs_schedules_held 1.0",
                        "fieldlink_jobs_schedules_fired_total 0.0",
                        "fieldlink_jobs_schedules_missed_total 0.0");
    }

    @Test
    void whoDidWhatIsInTheLog() {
        add(HOURLY);
        server.send("PATCH", "/api/schedules/airing", "{\"enabled\":false}", operator);
        server.send("DELETE", "/api/schedules/airing", null, operator);
        JsonNode audit = server.get("/api/audit", operator).json().path("audit");
        assertThat(audit.valueStream()
                        .filter(entry -> entry.path("subject").stringValue().equals("schedule:airing"))
                        .map(entry -> entry.path("actor").stringValue() + " "
                                + entry.path("action").stringValue()))
                .containsExactly("operator:ann remove", "operator:ann pause", "operator:ann schedule");
    }

    @Test
    void mistakesAreNamed() {
        String led = "{'device_id':'pico-1','name':'led',";
        assertRefused(led + "'every':30}", "every 60 seconds");
        assertRefused(led + "'every':'often'}", "every is a number of seconds");
        assertRefused(led + "'every':60,'at':'02:30'}", "either every");
        assertRefused(led + "'every':60,'days':['mon']}", "days go with at");
        assertRefused(led + "'at':'half past two'}", "not 'half past two'");
        assertRefused(led + "'at':'02:30','days':'mon,someday'}", "not 'someday'");
        assertRefused(led + "'at':'02:30','days':[]}", "at least one day");
        assertRefused(led + "'at':'02:30','zone':'Mars/Olympus'}", "not 'Mars/Olympus'");
        assertRefused(led + "'at':'02:30','hours':'always'}", "not 'always'");
        assertRefused(led + "'at':'02:30','misfire':'twice'}", "misfire is one of skip, once, all");
        assertRefused(led + "'at':'02:30','expires_in':60}", "its hours say when");
        assertRefused("{'device_id':'nobody','name':'led','at':'02:30'}", "no device is called 'nobody'");
        assertRefused("{'device_id':'pico-1','name':'fly','at':'02:30'}", "cannot 'fly'");
        assertRefused("{'name':'led','at':'02:30'}", "device_id is required");
    }

    private void assertRefused(String quoted, String reason) {
        Reply reply = add(quoted);
        assertThat(reply.status()).as(quoted).isEqualTo(400);
        assertThat(reply.json().path("error").stringValue()).contains(reason);
    }

    private Reply add(String quoted) {
        return server.post("/api/schedules", quoted.replace('\'', '"'), operator);
    }

    private JsonNode show() {
        return server.get("/api/schedules/airing", operator).json();
    }

    private void tickAt(Instant time) {
        now.set(time);
        RunningServer.get(server.queue.tick());
    }
}

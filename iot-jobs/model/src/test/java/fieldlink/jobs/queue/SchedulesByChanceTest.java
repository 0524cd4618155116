package fieldlink.jobs.queue;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.Capability;
import fieldlink.jobs.Command;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.Misfire;
import fieldlink.jobs.Retention;
import fieldlink.jobs.Schedule;
import fieldlink.jobs.ScheduleId;
import fieldlink.jobs.Timetable;
import fieldlink.jobs.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What the clock does, and whether it is trusted, is left to chance. */
class SchedulesByChanceTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final DeviceId PICO = DeviceId.of("pico-1");
    private static final int STEPS = 40;

    @Property(tries = 200)
    void eachDueTimeBecomesAtMostOneJobAndNoneWhileTheClockIsNotTrusted(
            @ForAll @Size(STEPS) List<@IntRange(min = -300, max = 300) Integer> minutes,
            @ForAll @Size(STEPS) List<Boolean> trusted,
            @ForAll Misfire misfire) {
        AtomicReference<Instant> now = new AtomicReference<>(NOON);
        AtomicBoolean inSync = new AtomicBoolean(true);
        Clockwork system = Clockwork.system();
        Clockwork clockwork = new Clockwork(now::get, system.timer(), system.ids()).trusting(inSync::get);
        try (JobQueue queue = new JobQueue(new MemoryJobStore(), clockwork, Retention.DEFAULT)) {
            get(queue.devices().admit(PICO, Capability.named("led")));
            get(queue.schedules().add(hourly(misfire), "test"));
            List<String> before = List.of();
            for (int step = 0; step < STEPS; step++) {
                inSync.set(trusted.get(step));
                now.set(now.get().plus(Duration.ofMinutes(minutes.get(step))));
                get(queue.tick());
                List<String> keys = keys(queue);
                assertThat(keys).doesNotHaveDuplicates().containsAll(before);
                if (!trusted.get(step)) {
                    assertThat(keys).isEqualTo(before);
                }
                before = keys;
            }
        }
    }

    private static ScheduleDesk.Plan hourly(Misfire misfire) {
        Timing hourly = new Timing.Every(Duration.ofHours(1), NOON);
        return new ScheduleDesk.Plan(
                ScheduleId.of("hourly"),
                new Schedule.Task(PICO, Command.named("led"), null),
                new Timetable(hourly, ZoneOffset.UTC, null),
                misfire);
    }

    private static List<String> keys(JobQueue queue) {
        return get(queue.search(JobQuery.of(PICO))).stream()
                .map(Numbered::job)
                .map(job -> String.valueOf(job.origin().key()))
                .toList();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}

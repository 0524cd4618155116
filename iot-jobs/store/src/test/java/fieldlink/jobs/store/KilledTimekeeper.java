package fieldlink.jobs.store;

import fieldlink.jobs.Capability;
import fieldlink.jobs.Command;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Misfire;
import fieldlink.jobs.Retention;
import fieldlink.jobs.Schedule;
import fieldlink.jobs.ScheduleId;
import fieldlink.jobs.Timetable;
import fieldlink.jobs.Timing;
import fieldlink.jobs.queue.Clockwork;
import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.queue.ScheduleDesk;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A process whose clock is in a hurry, with one schedule. It says on stdout which time it has come to. */
final class KilledTimekeeper {
    static final DeviceId DEVICE = DeviceId.of("d");
    static final ScheduleId MINUTELY = ScheduleId.of("minutely");
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private KilledTimekeeper() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        AtomicReference<Instant> now = new AtomicReference<>(START);
        Clockwork system = Clockwork.system();
        JobQueue queue = new JobQueue(
                SqliteJobStore.open(Path.of(args[0])),
                new Clockwork(now::get, system.timer(), system.ids()),
                Retention.DEFAULT);
        get(queue.devices().admit(DEVICE, Capability.named("move")));
        get(queue.schedules()
                .add(
                        new ScheduleDesk.Plan(
                                MINUTELY,
                                new Schedule.Task(DEVICE, Command.named("move"), null),
                                new Timetable(new Timing.Every(Duration.ofMinutes(1), START), ZoneOffset.UTC, null),
                                Misfire.ALL),
                        "test"));
        // Where the process before this one was killed: the schedule knows.
        now.set(get(queue.schedules().find(MINUTELY))
                .flatMap(Schedule::next)
                .orElseThrow()
                .minusSeconds(60));
        while (true) {
            now.set(now.get().plusSeconds(20));
            get(queue.tick());
            out.println("passed " + now.get());
        }
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}

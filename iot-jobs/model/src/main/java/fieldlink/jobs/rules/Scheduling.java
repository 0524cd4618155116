package fieldlink.jobs.rules;

import fieldlink.jobs.Capability;
import fieldlink.jobs.Delivery;
import fieldlink.jobs.Device;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobRequest;
import fieldlink.jobs.JobState;
import fieldlink.jobs.Misfire;
import fieldlink.jobs.Origin;
import fieldlink.jobs.Schedule;
import fieldlink.jobs.Schedule.Firing;
import fieldlink.jobs.Schedule.Standing;
import fieldlink.jobs.ScheduleId;
import fieldlink.jobs.Submission;
import fieldlink.jobs.Terms;
import fieldlink.jobs.Timetable;
import fieldlink.jobs.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule does at a time. Due times are acted on in order and each of them at most once, whatever the clock
 * does: forward is a matter of the misfire policy, and back does not bring up again what was fired.
 */
public final class Scheduling {
    /** A due time that is seen later than this was missed. */
    public static final Duration GRACE = Duration.ofMinutes(1);
    /** So many due times of the past are looked at, the newest. */
    public static final int MOST_CAUGHT_UP = 100;

    private static final String SOURCE = "schedule";

    private Scheduling() {}

    /**
     * @param fire the due times that are to become jobs, oldest first
     * @param schedule afterwards, but for what comes of them
     */
    public record Turn(Schedule schedule, List<Instant> fire) {
        public Turn {
            fire = List.copyOf(fire);
        }
    }

    public static Turn turn(Schedule schedule, Instant now) {
        if (!schedule.enabled()) {
            return new Turn(schedule, List.of());
        }
        Optional<Instant> next = schedule.next();
        if (next.isPresent() && !next.get().isAfter(now)) {
            return due(schedule, next.get(), now);
        }
        // When the clock was put back, what was skipped meanwhile comes up again; what was fired does not.
        Instant from = next.isEmpty() ? now : later(now, schedule.last().map(Firing::due));
        Instant soonest = schedule.timetable().next(from);
        boolean moves = next.isEmpty() || soonest.isBefore(next.get());
        return new Turn(moves ? schedule.with(schedule.standing().next(soonest)) : schedule, List.of());
    }

    private static Turn due(Schedule schedule, Instant first, Instant now) {
        List<Instant> dues = dues(schedule.timetable(), first, now);
        List<Instant> fire = chosen(schedule.misfire(), dues, now).stream()
                .filter(due -> !schedule.timetable().window(due).isOver(now))
                .toList();
        Standing before = schedule.standing();
        Standing after = new Standing(
                schedule.timetable().next(now),
                before.last(),
                before.fired(),
                before.missed() + dues.size() - fire.size());
        return new Turn(schedule.with(after), fire);
    }

    /** Oldest first. */
    private static List<Instant> dues(Timetable timetable, Instant first, Instant now) {
        List<Instant> dues = new ArrayList<>();
        Optional<Instant> due = timetable.latest(now);
        while (due.isPresent() && !due.get().isBefore(first) && dues.size() < MOST_CAUGHT_UP) {
            dues.add(due.get());
            due = timetable.latest(due.get().minusNanos(1));
        }
        Collections.reverse(dues);
        return dues;
    }

    private static List<Instant> chosen(Misfire misfire, List<Instant> dues, Instant now) {
        List<Instant> onTime =
                dues.stream().filter(due -> !due.plus(GRACE).isBefore(now)).toList();
        return switch (misfire) {
            case SKIP -> onTime;
            case ONCE -> onTime.isEmpty() && !dues.isEmpty() ? dues.subList(dues.size() - 1, dues.size()) : onTime;
            case ALL -> dues;
        };
    }

    /**
     * The job of a due time. It carries a key made of schedule and due time, so that of several servers that see the same
     * schedule due only one submits it.
     *
     * @param device as it is known now; empty when it is gone
     */
    public static JobRequest request(Schedule schedule, Instant due, Optional<Device> device, Instant now) {
        Schedule.Task task = schedule.task();
        @Nullable Terms chosen = task.terms();
        Terms terms = chosen != null
                ? chosen
                : Terms.standard(delivery(device, task.command().name()));
        Origin origin =
                new Origin(SOURCE, schedule.id().value(), false, SOURCE + ":" + schedule.id() + ":" + due, null, null);
        return new JobRequest(task.device(), task.command(), terms.within(window(schedule, due, now)), origin);
    }

    /** How a device's command is delivered when nobody says how. */
    public static Delivery delivery(Optional<Device> device, String command) {
        return device.flatMap(known -> known.capability(command))
                .map(Capability::defaultDelivery)
                .orElse(Delivery.AT_MOST_ONCE);
    }

    private static Window window(Schedule schedule, Instant due, Instant now) {
        boolean anyTime = schedule.timetable().hours() == null;
        // A device that was away for a month does not move thirty times when it is back.
        return anyTime && schedule.misfire() != Misfire.ALL
                ? new Window(null, schedule.timetable().next(now))
                : schedule.timetable().window(due);
    }

    public static Schedule fired(Schedule schedule, Instant due, Submission submission, Instant now) {
        Standing before = schedule.standing();
        if (submission instanceof Submission.Refused refused) {
            Firing last = new Firing(due, now, null, null, refused.rejection().reason());
            return schedule.with(new Standing(before.next(), last, before.fired(), before.missed() + 1));
        }
        Job job = submission instanceof Submission.Accepted accepted
                ? accepted.job()
                : ((Submission.Repeated) submission).job();
        Firing last = new Firing(due, now, job.id(), job.state(), null);
        return schedule.with(new Standing(before.next(), last, before.fired() + 1, before.missed()));
    }

    /** The schedule that a job came from. */
    public static Optional<ScheduleId> origin(Job job) {
        String name = job.origin().requestedVia();
        return job.origin().source().equals(SOURCE) && name != null
                ? Optional.of(ScheduleId.of(name))
                : Optional.empty();
    }

    /** After the end of a job; empty when it is not its last one, which alone is kept in mind. */
    public static Optional<Schedule> settled(Schedule schedule, Job job) {
        JobState state = job.state();
        return schedule.last()
                .filter(last -> job.id().equals(last.job()))
                .map(last -> new Firing(last.due(), last.at(), last.job(), state, null))
                .map(last -> new Standing(
                        schedule.standing().next(),
                        last,
                        schedule.standing().fired(),
                        schedule.standing().missed()))
                .map(schedule::with);
    }

    private static Instant later(Instant one, Optional<Instant> other) {
        return other.filter(instant -> instant.isAfter(one)).orElse(one);
    }
}

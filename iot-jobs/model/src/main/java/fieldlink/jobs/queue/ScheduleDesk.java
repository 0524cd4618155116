package fieldlink.jobs.queue;

import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.Device;
import fieldlink.jobs.Misfire;
import fieldlink.jobs.Planned;
import fieldlink.jobs.Rejection;
import fieldlink.jobs.Schedule;
import fieldlink.jobs.ScheduleId;
import fieldlink.jobs.Timetable;
import fieldlink.jobs.rules.Scheduling;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Commands that are given again and again, by the clock on the wall. */
public final class ScheduleDesk {
    private final Floor floor;
    private final Timekeeper timekeeper;

    ScheduleDesk(Floor floor, Timekeeper timekeeper) {
        this.floor = floor;
        this.timekeeper = timekeeper;
    }

    /**
     * A schedule that somebody wants.
     *
     * @param id absent for a name of the queue's choice
     * @param misfire absent to have it chosen by what the device says about the command
     */
    public record Plan(
            @Nullable ScheduleId id,
            Schedule.Task task,
            Timetable timetable,
            @Nullable Misfire misfire) {}

    /**
     * @param known how many there are, as of some seconds ago
     * @param held whether they wait for the clock to be in sync
     * @param fired due times that led to a job, since this server started
     * @param missed due times that did not
     */
    public record Tally(int known, boolean held, long fired, long missed) {}

    public CompletionStage<Planned> add(Plan plan, String actor) {
        return floor.work(unit -> {
            Schedule.Task task = plan.task();
            String command = task.command().name();
            Optional<Device> device = unit.ledger().device(task.device());
            if (device.isEmpty()) {
                return new Planned.Refused(new Rejection.UnknownDevice(task.device()));
            }
            if (!device.get().supports(command)) {
                return new Planned.Refused(new Rejection.UnsupportedCommand(task.device(), command));
            }
            ScheduleId id = plan.id() == null ? ScheduleId.of(unit.newId()) : plan.id();
            if (unit.ledger().schedule(id).isPresent()) {
                return new Planned.NameTaken(id);
            }
            if (unit.ledger().schedules().size() >= Schedule.MOST) {
                return new Planned.TooMany(Schedule.MOST);
            }
            Misfire misfire = plan.misfire() == null
                    ? Misfire.standard(
                            task.terms() == null
                                    ? Scheduling.delivery(device, command)
                                    : task.terms().delivery())
                    : plan.misfire();
            return new Planned.Kept(put(
                    unit,
                    new Schedule(id, task, plan.timetable(), misfire, true, Schedule.Standing.NEW),
                    actor,
                    "schedule"));
        });
    }

    public CompletionStage<Optional<Schedule>> find(ScheduleId id) {
        return floor.work(unit -> unit.ledger().schedule(id));
    }

    /** By name. */
    public CompletionStage<List<Schedule>> list() {
        return floor.work(unit -> unit.ledger().schedules());
    }

    /** Lets a schedule go on from now, or holds it back. Empty when there is none of the name. */
    public CompletionStage<Optional<Schedule>> enable(ScheduleId id, boolean enable, String actor) {
        return floor.work(unit -> unit.ledger()
                .schedule(id)
                .map(schedule -> put(unit, schedule.enabled(enable), actor, enable ? "resume" : "pause")));
    }

    /** What it has submitted stays. False when there is none of the name. */
    public CompletionStage<Boolean> remove(ScheduleId id, String actor) {
        return floor.work(unit -> {
            boolean known = unit.ledger().schedule(id).isPresent();
            if (known) {
                unit.ledger().remove(id);
                audit(unit, actor, "remove", id);
            }
            return known;
        });
    }

    /** Whether all of them wait until the machine's clock is in sync. */
    public boolean isHeld() {
        return !timekeeper.trust().inSync();
    }

    public Tally tally() {
        return new Tally(timekeeper.known(), isHeld(), timekeeper.fired(), timekeeper.missed());
    }

    private Schedule put(Unit unit, Schedule schedule, String actor, String action) {
        // Counted from a clock that is wrong, the first due time would be wrong as well.
        Schedule begun =
                isHeld() ? schedule : Scheduling.turn(schedule, unit.now()).schedule();
        unit.ledger().put(begun);
        audit(unit, actor, action, schedule.id());
        return begun;
    }

    private static void audit(Unit unit, String actor, String action, ScheduleId id) {
        unit.ledger().record(new AuditEntry(unit.now(), actor, action, "schedule:" + id, ""));
    }
}

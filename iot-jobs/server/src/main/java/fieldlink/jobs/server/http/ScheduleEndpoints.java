package fieldlink.jobs.server.http;

import fieldlink.jobs.Planned;
import fieldlink.jobs.Schedule;
import fieldlink.jobs.ScheduleId;
import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.server.json.BadRequest;
import fieldlink.jobs.server.json.Body;
import fieldlink.jobs.server.json.JsonObject;
import fieldlink.jobs.server.json.ScheduleJson;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Commands that are given again and again. */
final class ScheduleEndpoints {
    private final JobQueue queue;

    ScheduleEndpoints(JobQueue queue) {
        this.queue = queue;
    }

    List<Route> routes() {
        return List.of(
                Route.operator("POST", "/api/schedules", this::add),
                Route.operator("GET", "/api/schedules", this::list),
                Route.operator("GET", "/api/schedules/*", this::show),
                Route.operator("PATCH", "/api/schedules/*", this::enable),
                Route.operator("DELETE", "/api/schedules/*", this::remove));
    }

    private CompletionStage<Answer> add(Request request) {
        Body body = request.body();
        String device = body.text("device_id").orElseThrow(() -> new BadRequest("device_id is required"));
        return queue.devices()
                .find(Request.deviceId(device))
                .thenCompose(known -> queue.schedules()
                        .add(
                                ScheduleRequests.plan(body, known, queue.now()),
                                request.caller().actor()))
                .thenApply(this::answer);
    }

    private Answer answer(Planned planned) {
        if (planned instanceof Planned.Kept kept) {
            return Answer.json(201, write(kept.schedule()));
        }
        if (planned instanceof Planned.NameTaken taken) {
            return Answer.error(
                    409,
                    "there is a schedule called '" + taken.id() + "' already; delete it first, or choose another name");
        }
        if (planned instanceof Planned.TooMany many) {
            return Answer.error(
                    409, "there are " + many.limit() + " schedules already, and no more are kept; delete one first");
        }
        return Answer.error(400, ((Planned.Refused) planned).rejection().reason());
    }

    private CompletionStage<Answer> list(Request request) {
        return queue.schedules()
                .list()
                .thenApply(schedules -> Answer.ok(new JsonObject()
                        .put("schedules", schedules.stream().map(this::write).toList())
                        .put("held", queue.schedules().isHeld())));
    }

    private CompletionStage<Answer> show(Request request) {
        return queue.schedules().find(id(request)).thenApply(this::found);
    }

    private CompletionStage<Answer> enable(Request request) {
        Body body = request.body();
        if (!body.names().equals(List.of("enabled"))) {
            throw new BadRequest("only enabled can be changed; for anything else delete the schedule and add it anew");
        }
        return queue.schedules()
                .enable(id(request), body.isTruthy("enabled"), request.caller().actor())
                .thenApply(this::found);
    }

    private CompletionStage<Answer> remove(Request request) {
        ScheduleId id = id(request);
        return queue.schedules()
                .remove(id, request.caller().actor())
                .thenApply(known -> known
                        ? Answer.ok(new JsonObject().put("status", "deleted").put("schedule_id", id.value()))
                        : notFound());
    }

    private Answer found(Optional<Schedule> schedule) {
        return schedule.map(known -> Answer.ok(write(known))).orElseGet(ScheduleEndpoints::notFound);
    }

    private JsonObject write(Schedule schedule) {
        return ScheduleJson.write(schedule).put("held", queue.schedules().isHeld());
    }

    private static ScheduleId id(Request request) {
        return ScheduleId.of(request.variable(0));
    }

    private static Answer notFound() {
        return Answer.error(404, "schedule not found");
    }
}

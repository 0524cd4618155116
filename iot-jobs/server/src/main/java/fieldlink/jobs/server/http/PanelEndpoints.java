package fieldlink.jobs.server.http;

import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.Capability;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.server.Panel;
import fieldlink.jobs.server.json.DeviceJson;
import fieldlink.jobs.server.json.JsonObject;
import fieldlink.jobs.server.panel.PanelDesk;
import fieldlink.jobs.server.panel.PanelDesk.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** The pages that others bring: which there are, what they show, what is done there. */
final class PanelEndpoints {
    private static final System.Logger LOG = System.getLogger(PanelEndpoints.class.getName());

    private final PanelDesk desk;
    private final JobQueue queue;

    PanelEndpoints(PanelDesk desk, JobQueue queue) {
        this.desk = desk;
        this.queue = queue;
    }

    List<Route> routes() {
        return List.of(
                Route.operator("GET", "/api/panels", this::list),
                Route.operator("GET", "/api/panels/*", this::show),
                Route.operator("POST", "/api/panels/*/*", this::act));
    }

    private CompletionStage<Answer> list(Request request) {
        List<JsonObject> panels =
                desk.outlines().stream().map(PanelEndpoints::outline).toList();
        return Answer.ok(new JsonObject().put("panels", panels)).now();
    }

    private CompletionStage<Answer> show(Request request) {
        return desk.snapshot(request.variable(0))
                .map(snapshot -> Answer.ok(panel(request.variable(0), snapshot)))
                .orElseGet(() -> Answer.error(404, "there is no panel '" + request.variable(0) + "'"))
                .now();
    }

    /** How a panel stands, alike in an answer and in the event stream. */
    static JsonObject panel(String id, JsonText snapshot) {
        return new JsonObject().put("panel", id).put("snapshot", snapshot);
    }

    private CompletionStage<Answer> act(Request request) {
        String panel = request.variable(0);
        Panel.Deed deed = new Panel.Deed(
                request.variable(1), request.body().whole(), request.caller().actor());
        return desk.act(panel, deed)
                .thenApply(verdict -> {
                    record(panel, deed, verdict);
                    return answer(panel, deed, verdict);
                })
                .exceptionally(failure -> failed(panel, deed, failure));
    }

    private static Answer answer(String panel, Panel.Deed deed, Verdict verdict) {
        if (verdict instanceof Verdict.Unfit unfit) {
            return Answer.error(400, String.join("; ", unfit.problems()));
        }
        if (verdict instanceof Verdict.Busy) {
            return Answer.tooMany("too much is being done at once", Duration.ofSeconds(1));
        }
        if (verdict instanceof Verdict.Acted acted) {
            return acted.outcome() instanceof Panel.Outcome.Done done
                    ? Answer.ok(new JsonObject().put("result", done.value()))
                    : Answer.error(409, ((Panel.Outcome.Refused) acted.outcome()).why());
        }
        return Answer.error(404, "panel '" + panel + "' can do no '" + deed.action() + "'");
    }

    private static Answer failed(String panel, Panel.Deed deed, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return Answer.error(504, "no answer yet: whether '" + deed.action() + "' was done is unknown");
        }
        LOG.log(System.Logger.Level.ERROR, "panel " + panel + " failed at " + deed.action(), cause);
        return Answer.error(500, "'" + deed.action() + "' failed: see the server's log");
    }

    /** After the deed, which waits for no disk. */
    private void record(String panel, Panel.Deed deed, Verdict verdict) {
        if (!(verdict instanceof Verdict.Acted acted)) {
            return;
        }
        String detail = acted.outcome() instanceof Panel.Outcome.Refused refused ? "refused: " + refused.why() : "";
        AuditEntry entry = new AuditEntry(queue.now(), deed.operator(), deed.action(), "panel:" + panel, detail);
        queue.inLedger(ledger -> {
                    ledger.record(entry);
                    return true;
                })
                .exceptionally(failure -> {
                    LOG.log(System.Logger.Level.WARNING, "not in the audit log: " + entry, failure);
                    return false;
                });
    }

    private static JsonObject outline(Panel.Outline outline) {
        JsonObject titles = new JsonObject();
        outline.titles().forEach(titles::put);
        return new JsonObject()
                .put("id", outline.id())
                .put("titles", titles)
                .put("script", outline.scriptName())
                .put(
                        "actions",
                        outline.actions().stream().map(PanelEndpoints::action).toList());
    }

    private static JsonObject action(Panel.Action action) {
        Capability capability = action.capability();
        return DeviceJson.write(capability).put("emergency", action.emergency());
    }
}

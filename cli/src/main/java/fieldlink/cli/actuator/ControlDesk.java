package fieldlink.cli.actuator;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.Mandate;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.SafetyRule;
import fieldlink.ccm.engine.ActuatorStatus;
import fieldlink.ccm.engine.BridgeStatus;
import fieldlink.ccm.engine.CommandWords;
import fieldlink.ccm.engine.Engine;
import fieldlink.ccm.engine.HeardValue;
import fieldlink.ccm.engine.Reply;
import fieldlink.ccm.engine.Sending;
import fieldlink.cli.JsonLine;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * Answers requests that came through the socket. A request is one line of words with tabs between them; an answer is
 * JSON Lines. An emergency does not touch the engine's mailbox.
 */
final class ControlDesk {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Engine engine;

    ControlDesk(Engine engine) {
        this.engine = engine;
    }

    /** @param actor the user who asks, as the kernel knows him */
    String answer(String request, String actor) {
        String[] words = request.split("\t", -1);
        try {
            return switch (words[0]) {
                case "status" -> status();
                case "bridge" -> bridge();
                case "values" -> values();
                case "ask" -> ask(words, actor);
                case "emergency" -> emergency(words, actor);
                case "clear" -> clear(actor);
                default -> ControlServer.refusal("unknown request '" + words[0] + "'");
            };
        } catch (IllegalArgumentException e) {
            return rejected(400, "bad_value", String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            return rejected(503, "timeout", "the bridge does not answer in time; an emergency still works");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return rejected(503, "stopping", "the bridge is being stopped");
        }
    }

    /** Of all requests only the one that cannot wait. */
    String answerUrgent(String request, String actor) {
        String[] words = request.split("\t", -1);
        return words[0].equals("emergency")
                ? emergency(words, actor)
                : rejected(503, "busy", "too many ask at once, try again; an emergency still works");
    }

    private String emergency(String[] words, String actor) {
        engine.emergency(actor, words.length > 1 ? words[1] : "");
        return new JsonLine().put("result", "accepted").put("latched", true) + "\n";
    }

    private String clear(String actor) throws TimeoutException, InterruptedException {
        boolean cleared = engine.clear(actor, PATIENCE);
        return new JsonLine().put("result", cleared ? "accepted" : "noop").put("latched", engine.isLatched()) + "\n";
    }

    /** ask, id, actuator, level, verb, amount, override */
    private String ask(String[] words, String actor) throws TimeoutException, InterruptedException {
        if (words.length != 7) {
            throw new IllegalArgumentException("'ask' takes six words, got " + (words.length - 1));
        }
        Operation operation = CommandWords.parse(words[4], words[5]);
        boolean calibrates = operation instanceof Operation.Calibrate;
        Mandate mandate = calibrates
                ? new Mandate(ControlLevel.SAFETY, SafetyRule.CALIBRATION, actor, "asked for")
                : Mandate.of(level(words[3]), actor, "");
        ActuatorCommand command =
                new ActuatorCommand(words[1], words[2], operation, mandate, null, words[6].equals("override"));
        return text(engine.submit(command, PATIENCE));
    }

    private static ControlLevel level(String text) {
        return switch (text) {
            case "3" -> ControlLevel.MANUAL;
            case "4" -> ControlLevel.AUTOMATIC;
            default -> throw new IllegalArgumentException("level " + text + " cannot be commanded; expected 3 or 4");
        };
    }

    private String status() {
        StringBuilder lines = new StringBuilder();
        for (ActuatorStatus status : engine.actuators()) {
            lines.append(line(status)).append('\n');
        }
        return lines.toString();
    }

    private String bridge() throws TimeoutException, InterruptedException {
        BridgeStatus status = engine.status(PATIENCE);
        Sending sending = engine.sending();
        return new JsonLine()
                        .put("emergency", status.emergency().latched())
                        .put(
                                "rules",
                                status.rules().stream()
                                        .map(SafetyRule::word)
                                        .sorted()
                                        .toList())
                        .put("contention", status.contention())
                        .put("packets", sending.packets())
                        .put("packets_refused", sending.refused())
                        .put("packets_failed", sending.failures())
                        .put("sending_trouble", sending.troubleOrNull())
                        .put("dropped", engine.dropped())
                + "\n";
    }

    private String values() throws TimeoutException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        for (HeardValue value : engine.values(PATIENCE)) {
            lines.append(new JsonLine()
                            .put("type", value.tuple().type().text())
                            .put("room", value.tuple().address().room())
                            .put("region", value.tuple().address().region())
                            .put("order", value.tuple().address().order())
                            .put("text", value.text())
                            .put("sender", value.sender().toString())
                            .put("age_sec", seconds(value.age())))
                    .append('\n');
        }
        return lines.toString();
    }

    private static JsonLine line(ActuatorStatus status) {
        ActuatorStatus.Work work = status.work();
        ActuatorStatus.Upkeep upkeep = status.upkeep();
        JsonLine json = new JsonLine().put("name", status.name()).put("state", status.state());
        put(json, "position_pct", status.percentOrNull());
        json.put("uncertain", status.uncertain());
        put(json, "level", work.levelOrNull() == null ? null : Double.valueOf(work.levelOrNull()));
        put(json, "target_pct", work.targetOrNull());
        json.put(
                        "deadline",
                        work.deadlineOrNull() == null
                                ? null
                                : work.deadlineOrNull().toString())
                .put("owner", upkeep.owner())
                .put("retry_after_sec", seconds(work.retryAfter()))
                .put(
                        "last_calibrated",
                        upkeep.calibratedAtOrNull() == null
                                ? null
                                : upkeep.calibratedAtOrNull().toString())
                .put("queued", work.queued())
                .put("interlock", upkeep.interlockOrNull());
        return json.put("pos_err_pct", rounded(upkeep.error())).put("on_total_today", seconds(upkeep.onToday()));
    }

    private static String text(Reply reply) {
        JsonLine json = new JsonLine().put("id", reply.commandId());
        Admission admission = reply.admission();
        if (admission instanceof Admission.Accepted accepted) {
            json.put("result", "accepted")
                    .put("starts_in_sec", seconds(accepted.startsIn()))
                    .put("eta_sec", seconds(accepted.eta()))
                    .put("clamped", accepted.clamped());
        } else if (admission instanceof Admission.Queued queued) {
            json.put("result", "queued").put("eta_sec", seconds(queued.eta())).put("reason", queued.reason());
        } else if (admission instanceof Admission.Noop noop) {
            json.put("result", "noop").put("reason", noop.reason());
        } else if (admission instanceof Admission.Refused refused) {
            json.put("result", "rejected")
                    .put("status", refused.refusal().status())
                    .put("code", refused.refusal().word())
                    .put("reason", refused.reason())
                    .put("retry_after_sec", seconds(refused.retryAfter()));
        }
        return json + "\n";
    }

    private static String rejected(int status, String code, String reason) {
        return new JsonLine()
                        .put("result", "rejected")
                        .put("status", status)
                        .put("code", code)
                        .put("reason", reason)
                + "\n";
    }

    private static void put(JsonLine json, String name, @org.jspecify.annotations.Nullable Double value) {
        if (value == null) {
            json.putNull(name);
        } else {
            json.put(name, rounded(value));
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static double rounded(double value) {
        return Math.rint(value * 100) / 100;
    }
}

package fieldlink.cli.gateway.panel;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.Mandate;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.SafetyRule;
import fieldlink.ccm.engine.ActuatorStatus;
import fieldlink.ccm.engine.CommandWords;
import fieldlink.ccm.engine.Engine;
import fieldlink.cli.actuator.BridgeProcess;
import fieldlink.cli.gateway.equipment.Handle;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.server.Panel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Windows, curtains and valves: where they are, what they do, and why one does not. */
final class GreenhousePanel implements Panel {
    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Outline OUTLINE = new Outline(
            "greenhouse",
            Map.of("en", "Greenhouse", "ja", "温室"),
            Actions.script("greenhouse.js"),
            List.of(
                    Action.emergency("emergency"),
                    Actions.action("open", "actuator", "string"),
                    Actions.action("close", "actuator", "string"),
                    Actions.action("set", "actuator", "string", "percent", "number"),
                    Actions.action("run", "actuator", "string", "seconds", "number"),
                    Actions.action("stop", "actuator", "string"),
                    Actions.action("calibrate", "actuator", "string"),
                    Actions.action("known", "actuator", "string", "percent", "number"),
                    Actions.action("acknowledge", "actuator", "string"),
                    Actions.action("clear")));

    private final Handle<BridgeProcess> bridge;
    /** Why the last command to an actuator was refused, until one is taken. */
    private final Map<String, String> refusals = new ConcurrentHashMap<>();

    GreenhousePanel(Handle<BridgeProcess> bridge) {
        this.bridge = bridge;
    }

    @Override
    public Outline outline() {
        return OUTLINE;
    }

    @Override
    public JsonText snapshot() {
        Optional<Engine> engine = bridge.find().map(BridgeProcess::engine);
        ObjectNode json = Actions.object();
        json.put("at_work", engine.isPresent());
        json.put("emergency", engine.map(Engine::isLatched).orElse(false));
        ArrayNode actuators = json.putArray("actuators");
        bridge.find()
                .ifPresent(process -> process.engine()
                        .actuators()
                        .forEach(status -> describe(status, isMotor(process, status.name()), actuators.addObject())));
        return Actions.text(json);
    }

    @Override
    public Look look(Runnable changed) {
        AtomicReference<JsonText> last = new AtomicReference<>(JsonText.NULL);
        return new Glances("greenhouse", 1).every(PAUSE, () -> {
            JsonText now = snapshot();
            if (!now.equals(last.getAndSet(now))) {
                changed.run();
            }
        });
    }

    @Override
    public Outcome act(Deed deed) {
        try {
            Engine engine = bridge.get().engine();
            return switch (deed.action()) {
                case "emergency" -> emergency(engine, deed.operator());
                case "clear" -> clear(engine, deed.operator());
                default -> command(engine, deed);
            };
        } catch (IllegalStateException | IllegalArgumentException e) {
            return Actions.refused(e);
        } catch (TimeoutException e) {
            return new Outcome.Refused("the engine does not answer in time; an emergency still works");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Refused("the gateway is being stopped");
        }
    }

    private static Outcome emergency(Engine engine, String operator) {
        engine.emergency(operator, "dashboard");
        return engine.isLatched()
                ? Actions.done(Actions.object().put("latched", true))
                : new Outcome.Refused("the engine did not latch");
    }

    private static Outcome clear(Engine engine, String operator) throws TimeoutException, InterruptedException {
        engine.clear(operator, PATIENCE);
        return Actions.done(Actions.object().put("latched", engine.isLatched()));
    }

    private Outcome command(Engine engine, Deed deed) throws TimeoutException, InterruptedException {
        JsonNode args = Actions.args(deed);
        String actuator = args.path("actuator").asString("");
        String amount = args.path("percent").asString(args.path("seconds").asString(""));
        Operation operation = CommandWords.parse(deed.action(), amount);
        Mandate mandate = operation instanceof Operation.Calibrate
                ? new Mandate(ControlLevel.SAFETY, SafetyRule.CALIBRATION, deed.operator(), "dashboard")
                : Mandate.of(ControlLevel.MANUAL, deed.operator(), "dashboard");
        ActuatorCommand command =
                new ActuatorCommand(UUID.randomUUID().toString(), actuator, operation, mandate, null, false);
        Admission admission = engine.submit(command, PATIENCE).admission();
        if (admission instanceof Admission.Refused refused) {
            String pause = refused.retryAfter().isZero()
                    ? ""
                    : " (again in " + refused.retryAfter().plusMillis(999).toSeconds() + " s)";
            refusals.put(actuator, refused.reason() + pause);
            return new Outcome.Refused(actuator + ": " + refused.reason() + pause);
        }
        refusals.remove(actuator);
        return Actions.done(answer(admission));
    }

    private static ObjectNode answer(Admission admission) {
        ObjectNode json = Actions.object();
        if (admission instanceof Admission.Accepted accepted) {
            json.put("result", "accepted").put("clamped", accepted.clamped());
        } else if (admission instanceof Admission.Queued queued) {
            json.put("result", "queued").put("reason", queued.reason());
        } else if (admission instanceof Admission.Noop noop) {
            json.put("result", "noop").put("reason", noop.reason());
        }
        return json;
    }

    private static boolean isMotor(BridgeProcess process, String actuator) {
        ActuatorSpec spec = process.house().settings().actuators().get(actuator);
        return spec != null && spec.isMotor();
    }

    private void describe(ActuatorStatus status, boolean motor, ObjectNode json) {
        ActuatorStatus.Work work = status.work();
        json.put("name", status.name())
                .put("motor", motor)
                .put("state", status.state())
                .put("position", rounded(status.percentOrNull()))
                .put("uncertain", status.uncertain())
                .put("target", rounded(work.targetOrNull()))
                .put("queued", work.queued())
                .put("retry_after", work.retryAfter().plusMillis(999).toSeconds())
                .put("owner", status.upkeep().owner())
                .put("interlock", status.upkeep().interlockOrNull())
                .put("refused", refusals.get(status.name()));
    }

    private static @Nullable Double rounded(@Nullable Double percent) {
        return percent == null ? null : Math.rint(percent * 10) / 10;
    }
}

package fieldlink.cli.gateway.device;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.Mandate;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.Refusal;
import fieldlink.ccm.engine.ActuatorStatus;
import fieldlink.ccm.engine.Engine;
import fieldlink.cli.JsonLine;
import fieldlink.cli.actuator.BridgeProcess;
import fieldlink.cli.gateway.equipment.Handle;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.agent.Arguments;
import fieldlink.jobs.agent.JobProgress;
import fieldlink.jobs.agent.Skill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * {@code actuator.set}, {@code open}, {@code close}, {@code stop} and {@code run}. A job lasts until the motor has
 * arrived or the valve is off again; cancelling it stops what it moves.
 */
final class ActuatorSkills {
    private static final Duration LONGEST_MOVE = Duration.ofHours(2);
    private static final double LONGEST_RUN_SECONDS = 86_400;
    private static final Duration LONGEST_RUN = Duration.ofHours(25);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LOOK_EVERY_MILLIS = 200;
    private static final double NEAR = 1.0;
    private static final Set<String> BUSY = Set.of("MOVING", "CALIBRATING", "PENDING", "ON");

    private final Handle<BridgeProcess> bridge;
    private final List<String> motors = new ArrayList<>();
    private final List<String> switches = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    ActuatorSkills(Handle<BridgeProcess> bridge, Collection<ActuatorSpec> actuators) {
        this.bridge = bridge;
        for (ActuatorSpec actuator : actuators) {
            names.add(actuator.name());
            (actuator.isMotor() ? motors : switches).add(actuator.name());
        }
    }

    List<Skill> all() {
        List<Skill> skills = new ArrayList<>();
        if (!motors.isEmpty()) {
            skills.add(form("actuator.open", "Opens a window or curtain fully.", motors)
                    .dangerous(LONGEST_MOVE, (arguments, progress) -> move(arguments, new Operation.Open(), progress)));
            skills.add(form("actuator.close", "Closes a window or curtain fully.", motors)
                    .dangerous(
                            LONGEST_MOVE, (arguments, progress) -> move(arguments, new Operation.Close(), progress)));
            skills.add(form("actuator.set", "Moves a window or curtain to a position.", motors)
                    .number("percent", 0, 100, null, "0 is closed, 100 open")
                    .dangerous(
                            LONGEST_MOVE,
                            (arguments, progress) ->
                                    move(arguments, new Operation.SetPosition(arguments.number("percent")), progress)));
        }
        if (!switches.isEmpty()) {
            skills.add(form("actuator.run", "Lets a valve or switch run for a time.", switches)
                    .number("seconds", 0.1, LONGEST_RUN_SECONDS, null, "How long")
                    .dangerous(
                            LONGEST_RUN,
                            (arguments, progress) -> move(
                                    arguments,
                                    new Operation.Run(
                                            Duration.ofMillis(Math.round(arguments.number("seconds") * 1000))),
                                    progress)));
        }
        skills.add(form("actuator.stop", "Stops a motor, or switches a valve or switch off.", names)
                .once(LONGEST_MOVE, (arguments, progress) -> stop(arguments)));
        return List.copyOf(skills);
    }

    private static Form form(String name, String description, List<String> choices) {
        return new Form(name, description).choice("actuator", choices, "Which");
    }

    private JsonText stop(Arguments arguments) throws TimeoutException, InterruptedException {
        Engine engine = bridge.get().engine();
        String name = name(arguments, names);
        admitted(engine, name, new Operation.Stop(false));
        return JsonText.of(happened(status(engine, name)).toString());
    }

    private JsonText move(Arguments arguments, Operation operation, JobProgress progress)
            throws TimeoutException, InterruptedException {
        Engine engine = bridge.get().engine();
        String name = name(arguments, operation instanceof Operation.Run ? switches : motors);
        try {
            admitted(engine, name, operation);
            Double target = status(engine, name).work().targetOrNull();
            ActuatorStatus end = await(engine, name, progress);
            Double position = end.percentOrNull();
            if (target != null && position != null && Math.abs(target - position) > NEAR) {
                throw new IllegalStateException(
                        name + " was stopped or told otherwise before it reached " + target + " %: " + happened(end));
            }
            return JsonText.of(happened(end).toString());
        } catch (InterruptedException e) {
            // Cancelled, out of time, or the gateway ends: whoever moves it answers for it.
            admitted(engine, name, new Operation.Stop(false));
            throw e;
        }
    }

    private static void admitted(Engine engine, String name, Operation operation)
            throws TimeoutException, InterruptedException {
        ActuatorCommand command = new ActuatorCommand(
                UUID.randomUUID().toString(), name, operation, Mandate.of(ControlLevel.MANUAL, "job", ""), null, false);
        Admission admission = engine.submit(command, PATIENCE).admission();
        if (admission instanceof Admission.Refused refused) {
            throw new IllegalStateException(why(refused));
        }
    }

    private static String why(Admission.Refused refused) {
        if (refused.refusal() == Refusal.LATCHED) {
            return "refused: an emergency stop is in force until a person clears it";
        }
        Duration later = refused.retryAfter();
        return "refused: " + refused.reason() + (later.isZero() ? "" : "; again in " + later.toSeconds() + " s");
    }

    private static ActuatorStatus await(Engine engine, String name, JobProgress progress) throws InterruptedException {
        while (true) {
            ActuatorStatus now = status(engine, name);
            if (!BUSY.contains(now.state()) && now.work().queued() == 0) {
                return now;
            }
            Double percent = now.percentOrNull();
            progress.say(percent == null ? 0 : (int) Math.round(percent), now.state());
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private static ActuatorStatus status(Engine engine, String name) {
        return engine.actuators().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the bridge has no actuator '" + name + "'"));
    }

    private static JsonLine happened(ActuatorStatus status) {
        JsonLine line = new JsonLine().put("actuator", status.name()).put("state", status.state());
        @Nullable Double percent = status.percentOrNull();
        if (percent == null) {
            line.putNull("position_pct");
        } else {
            line.put("position_pct", Math.rint(percent * 10) / 10);
        }
        return line.put("uncertain", status.uncertain());
    }

    private static String name(Arguments arguments, List<String> choices) {
        return arguments.has("actuator") ? arguments.text("actuator") : choices.get(0);
    }
}

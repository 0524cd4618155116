package fieldlink.cli.ccm;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.Ipv4Address;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.Kind;
import fieldlink.ccm.actuator.Mandate;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.SensorKind;
import fieldlink.ccm.engine.ActuatorStatus;
import fieldlink.ccm.engine.BridgeSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a grower would try on a quiet afternoon: every window a little, back and forth, every valve once, a storm where
 * there is a rule for it, an emergency stop while all of it runs.
 */
final class Drill {
    private static final Ipv4Address WEATHER_STATION = Ipv4Address.parse("127.0.0.40");
    private static final Duration SENSE_EVERY = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(3);
    private static final Duration A_WHILE = Duration.ofSeconds(10);
    private static final double STORM = 60;
    private static final Set<String> BUSY = Set.of("MOVING", "CALIBRATING", "PENDING", "ON", "COOLING");

    private final RehearsedHouse house;
    private final Collection<ActuatorSpec> actuators;
    private final Map<CcmTuple, SensorKind> sensors;
    private final Log log;
    private final Map<SensorKind, Double> weather = new LinkedHashMap<>(Map.of(
            SensorKind.WIND_SPEED, 0.0,
            SensorKind.WIND_DIRECTION, 0.0,
            SensorKind.RAIN_RATE, 0.0,
            SensorKind.RAIN_SWITCH, 0.0,
            SensorKind.TEMPERATURE, 20.0,
            SensorKind.EMERGENCY, 0.0));
    private int commands;

    /** Where the drill writes what it did. */
    interface Log {
        /**
         * @param deviceOrNull what it is about; the whole house otherwise
         * @param believedOrNull where the bridge believes a window to be, and {@code trulyOrNull} where it is
         */
        void line(
                Duration at,
                @Nullable String deviceOrNull,
                String text,
                @Nullable Double believedOrNull,
                @Nullable Double trulyOrNull);
    }

    Drill(RehearsedHouse house, Collection<ActuatorSpec> actuators, BridgeSettings settings, Log log) {
        this.house = house;
        this.actuators = actuators;
        this.sensors = settings.sensors();
        this.log = log;
    }

    void run() {
        say("start-up");
        settle();
        for (ActuatorSpec actuator : actuators) {
            if (actuator.isMotor()) {
                moveAround(actuator);
            } else {
                letRun(actuator);
            }
        }
        if (sensors.containsValue(SensorKind.WIND_SPEED)) {
            storm();
        }
        emergency();
    }

    private void moveAround(ActuatorSpec motor) {
        ask(motor, "set 30 %", new Operation.SetPosition(30));
        settle();
        found(motor);
        ask(motor, "set 70 %", new Operation.SetPosition(70));
        pass(A_WHILE);
        ask(motor, "set 20 % meanwhile", new Operation.SetPosition(20));
        settle();
        found(motor);
        ask(motor, "open", new Operation.Open());
        pass(A_WHILE);
        ask(motor, "stop", new Operation.Stop(false));
        settle();
        found(motor);
        ask(motor, "close", new Operation.Close());
        settle();
        found(motor);
    }

    private void letRun(ActuatorSpec actuator) {
        ask(actuator, "run a minute", new Operation.Run(shortRun(actuator)));
        settle();
        double litres = house.truth(actuator.name()).litres();
        if (litres > 0) {
            log.line(
                    house.elapsed(),
                    actuator.name(),
                    String.format(Locale.ROOT, "%.1f litres at 40 l/min", litres),
                    null,
                    null);
        }
    }

    private void storm() {
        everyMotor("open", new Operation.Open());
        settle();
        say("storm");
        weather.put(SensorKind.WIND_SPEED, STORM);
        pass(SENSE_EVERY.multipliedBy(3));
        settle();
        actuators.stream().filter(ActuatorSpec::isMotor).forEach(this::found);
        weather.put(SensorKind.WIND_SPEED, 0.0);
        pass(Duration.ofMinutes(10));
    }

    private void emergency() {
        everyMotor("open", new Operation.Open());
        actuators.stream()
                .filter(actuator -> !actuator.isMotor())
                .forEach(actuator -> ask(actuator, "run", new Operation.Run(shortRun(actuator))));
        pass(A_WHILE);
        say("emergency stop");
        house.engine().emergency("drill", "rehearsal");
        pass(A_WHILE);
        for (ActuatorSpec actuator : actuators) {
            boolean runs = house.truth(actuator.name()).running();
            log.line(house.elapsed(), actuator.name(), runs ? "STILL RUNS" : "at rest", null, null);
        }
        house.engine().clear("drill");
        say("cleared");
        settle();
        everyMotor("close", new Operation.Close());
        settle();
        actuators.stream().filter(ActuatorSpec::isMotor).forEach(this::found);
    }

    private void everyMotor(String text, Operation operation) {
        actuators.stream().filter(ActuatorSpec::isMotor).forEach(motor -> ask(motor, text, operation));
    }

    private void ask(ActuatorSpec actuator, String text, Operation operation) {
        Mandate mandate = Mandate.of(ControlLevel.MANUAL, "drill", text);
        ActuatorCommand command = new ActuatorCommand("drill-" + commands++, actuator.name(), operation, mandate);
        Admission admission = house.engine().submit(command).admission();
        String answer = admission instanceof Admission.Refused refused
                ? "refused: " + refused.reason()
                : admission.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        log.line(house.elapsed(), actuator.name(), text + ": " + answer, null, null);
    }

    private void found(ActuatorSpec motor) {
        ActuatorStatus status = status(motor.name());
        double truly = motor.percentOf(house.truth(motor.name()).percent());
        log.line(house.elapsed(), motor.name(), "rests", status.percentOrNull(), truly);
    }

    private void say(String text) {
        log.line(house.elapsed(), null, text, null, null);
    }

    /** Until nothing is busy any more. */
    private void settle() {
        Duration end = house.elapsed().plus(LONGEST_WAIT);
        do {
            pass(Duration.ofSeconds(1));
        } while (isBusy() && house.elapsed().compareTo(end) < 0);
    }

    private boolean isBusy() {
        return house.engine().actuators().stream()
                .anyMatch(
                        status -> BUSY.contains(status.state()) || status.work().queued() > 0);
    }

    private ActuatorStatus status(String name) {
        return house.engine().actuators().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Time passes, and the weather station reports. */
    private void pass(Duration duration) {
        Duration end = house.elapsed().plus(duration);
        while (house.elapsed().compareTo(end) < 0) {
            sensors.forEach(this::measure);
            Duration left = end.minus(house.elapsed());
            house.advance(left.compareTo(SENSE_EVERY) < 0 ? left : SENSE_EVERY);
        }
    }

    private void measure(CcmTuple tuple, SensorKind kind) {
        String value = Double.toString(weather.getOrDefault(kind, 0.0));
        house.engine().hear(new CcmDatum(tuple.type(), tuple.address(), 29, value), WEATHER_STATION, false);
    }

    private static Duration shortRun(ActuatorSpec actuator) {
        Duration longest =
                actuator.kind() instanceof Kind.Valve valve ? valve.limits().longestOrNull() : null;
        Duration minute = Duration.ofMinutes(1);
        return longest != null && longest.compareTo(minute) < 0 ? longest : minute;
    }
}

package fieldlink.ccm.engine;

import fieldlink.ccm.CcmAddress;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.CcmType;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Direction;
import fieldlink.ccm.actuator.Drive;
import fieldlink.ccm.actuator.Etiquette;
import fieldlink.ccm.actuator.InterruptMatrix;
import fieldlink.ccm.actuator.Kind;
import fieldlink.ccm.actuator.Pauses;
import fieldlink.ccm.actuator.Travel;
import fieldlink.ccm.actuator.WirePolicy;
import java.time.Duration;

/** The actuators of the acceptance table. */
final class Samples {
    static final Duration VALIDITY = Duration.ofSeconds(30);

    private Samples() {}

    static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    static CcmTuple tuple(String type, int order) {
        return new CcmTuple(new CcmType(type), CcmAddress.of(1, 61, order));
    }

    /** W: a side window that opens in 60 s and closes in 55 s, one relay each way. */
    static ActuatorSpec window(String name) {
        return window(name, Options.PLAIN);
    }

    /** What some rows change about the window. */
    record Options(double startDelay, InterruptMatrix.Options matrix, boolean reports, Duration validity) {
        static final Options PLAIN = new Options(0, InterruptMatrix.Options.STANDARD, false, VALIDITY);

        static Options matrix(InterruptMatrix.Options matrix) {
            return new Options(0, matrix, false, VALIDITY);
        }

        static Options startDelay(double seconds) {
            return new Options(seconds, InterruptMatrix.Options.STANDARD, false, VALIDITY);
        }

        static Options reporting() {
            return new Options(0, InterruptMatrix.Options.STANDARD, true, VALIDITY);
        }

        static Options validity(double seconds) {
            return new Options(0, InterruptMatrix.Options.STANDARD, false, Samples.seconds(seconds));
        }
    }

    static ActuatorSpec window(String name, Options options) {
        int order = Math.floorMod(name.hashCode(), 10_000) * 2 + 2;
        Drive drive = new Drive.Pair(tuple("VenSdWinrcA", order), tuple("VenSdWinrcA", order + 1));
        return motor(name, new Travel(seconds(60), seconds(55), seconds(options.startDelay), 0.1, 1.2), drive, options);
    }

    static ActuatorSpec positioned(String name) {
        return positioned(name, Options.PLAIN);
    }

    static ActuatorSpec positioned(String name, Options options) {
        Drive drive = new Drive.ByPosition(tuple("VenSdWinrcA", 7), false);
        return motor(name, new Travel(seconds(60), seconds(55), Duration.ZERO, 0.1, 1.2), drive, options);
    }

    static ActuatorSpec curtain(String name) {
        return curtain(name, new Drive.Pair(tuple("ThCrtnrcA", 1), tuple("ThCrtnrcA", 2)));
    }

    static ActuatorSpec curtain(String name, Drive drive) {
        return motor(name, new Travel(seconds(600), seconds(600), Duration.ZERO, 0.1, 1.2), drive, Options.validity(3));
    }

    private static ActuatorSpec motor(String name, Travel travel, Drive drive, Options options) {
        Pauses pauses = new Pauses(seconds(5), seconds(10), seconds(3));
        Kind kind = new Kind.Motor(travel, pauses, Kind.Limits.NONE, Direction.CLOSE);
        return new ActuatorSpec(
                name,
                kind,
                drive,
                WirePolicy.mapped(options.validity),
                new Etiquette(new InterruptMatrix(options.matrix), Etiquette.Holds.STANDARD),
                options.reports ? tuple("VenSdWinopr", 1) : null);
    }

    /** I: a valve that may run for an hour. */
    static ActuatorSpec valve(String name) {
        return valve(name, false);
    }

    static ActuatorSpec valve(String name, boolean clamps) {
        Kind kind = new Kind.Valve(Pauses.of(seconds(3)), Kind.RunLimits.longest(seconds(3600)), clamps);
        return relay(name, kind, "IrrircA");
    }

    static ActuatorSpec fan(String name) {
        return relay(name, new Kind.Switch(Pauses.of(Duration.ZERO), Kind.RunLimits.none()), "VenFanrcA");
    }

    static ActuatorSpec relay(String name, Kind kind, String type) {
        int order = Math.floorMod(name.hashCode(), 10_000) + 1;
        return new ActuatorSpec(
                name,
                kind,
                new Drive.Single(tuple(type, order)),
                WirePolicy.mapped(VALIDITY),
                Etiquette.standard(),
                null);
    }
}

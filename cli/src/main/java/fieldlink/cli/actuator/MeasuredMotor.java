package fieldlink.cli.actuator;

import fieldlink.ccm.CcmTuple;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.ExitCode;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The motor that is being measured, moved by the running bridge under all its guards. */
record MeasuredMotor(Bridge bridge, String name) {
    private static final int MANUAL = 3;

    /** Starts a full travel, as soon as the motor has cooled. */
    void start(String verb) throws InterruptedException {
        double pause = bridge.status(name).number("retry_after_sec").orElse(0);
        TimeUnit.MILLISECONDS.sleep(Math.round(pause * 1000) + 100);
        bridge.ask(name, MANUAL, verb, "", false).orThrow();
    }

    /** Leaves nothing running behind a measurement that was broken off, a calibration included. */
    void stop() {
        try {
            bridge.ask(name, MANUAL, "stop", "force", false);
        } catch (CommandFailure unreachable) {
            // A bridge that does not answer any more has its own guards.
        }
    }

    boolean isMoving() {
        return bridge.status(name).text("state").orElse("").equals("MOVING");
    }

    /** The last that was heard of a tuple, whoever sent it. */
    Optional<Answer> heard(CcmTuple tuple) {
        return bridge.values().stream()
                .filter(line -> line.text("type").orElse("").equals(tuple.type().text())
                        && line.number("room").orElse(-1) == tuple.address().room()
                        && line.number("region").orElse(-1) == tuple.address().region()
                        && line.number("order").orElse(-1) == tuple.address().order())
                .findFirst();
    }

    CommandFailure endedTooSoon(String verb) {
        return new CommandFailure(
                ExitCode.FAILED,
                "the run ended before " + name + " had arrived: the configured time is shorter than the real one; raise"
                        + " full_" + verb + "_sec, restart the bridge and measure again");
    }
}

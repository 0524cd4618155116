package fieldlink.cli.actuator;

import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A person watches the window and presses Enter. */
final class KeyStopwatch implements Stopwatch {
    private final MeasuredMotor motor;
    private final BufferedReader keys;
    private final Console console;

    KeyStopwatch(MeasuredMotor motor, Console console) {
        this.motor = motor;
        this.console = console;
        keys = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    }

    @Override
    public double time(String verb) throws IOException, InterruptedException {
        console.remark("press Enter to " + verb + " " + motor.name() + ", and again the moment it has arrived");
        requireKey();
        motor.start(verb);
        long begin = System.nanoTime();
        requireKey();
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (!motor.isMoving()) {
            throw motor.endedTooSoon(verb);
        }
        return seconds;
    }

    private void requireKey() throws IOException {
        if (keys.readLine() == null) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "there is nobody to press Enter; run this on a terminal, or use --by opr where the node reports");
        }
    }
}

package fieldlink.ccm.engine;

import fieldlink.ccm.CcmNumber;
import fieldlink.ccm.actuator.Operation;
import java.time.Duration;

/** Reads operations as people, scripts and other programs write them. */
public final class CommandWords {
    private CommandWords() {}

    /**
     * @param verb as on the command line: open, close, set, stop, run, on, off, calibrate, release, known, acknowledge
     * @param amount percent for set and known, seconds for run, {@code force} for stop; else empty
     */
    public static Operation parse(String verb, String amount) {
        return switch (verb) {
            case "open" -> new Operation.Open();
            case "close" -> new Operation.Close();
            case "set" -> new Operation.SetPosition(number("percent", amount));
            case "stop", "off" -> new Operation.Stop(amount.equals("force"));
            case "run" -> new Operation.Run(seconds(amount));
            case "on" -> new Operation.On();
            case "calibrate" -> new Operation.Calibrate();
            case "release" -> new Operation.Release();
            case "known" -> new Operation.SetKnown(number("percent", amount));
            case "acknowledge" -> new Operation.Acknowledge();
            default ->
                throw new IllegalArgumentException("'" + verb + "' is no operation; expected open, close, set,"
                        + " stop, run, on, off, calibrate, release, known or acknowledge");
        };
    }

    private static Duration seconds(String text) {
        double seconds = number("seconds", text);
        if (!(seconds > 0 && seconds <= 86_400)) {
            throw new IllegalArgumentException("run time " + text + " s is outside 0 to 86400");
        }
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static double number(String what, String text) {
        return CcmNumber.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no number of " + what));
    }
}

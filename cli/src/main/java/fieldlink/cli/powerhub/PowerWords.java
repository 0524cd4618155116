package fieldlink.cli.powerhub;

import fieldlink.powerhub.PowerCommand;
import java.util.List;

/** Power commands as words: {@code thresholds 12.5V 13.2V}, {@code sleep}. */
final class PowerWords {
    static final String FORMS = "thresholds SLEEP WAKE | sleep-threshold VOLTAGE | wake-threshold VOLTAGE"
            + " | high DEGREES | recover DEGREES | sleep | wake";

    private PowerWords() {}

    static boolean isPowerCommand(String name) {
        return switch (name) {
            case "thresholds", "sleep-threshold", "wake-threshold", "high", "recover", "sleep", "wake" -> true;
            default -> false;
        };
    }

    static List<PowerCommand> parse(List<String> words) {
        String name = words.get(0);
        int needed = switch (name) {
            case "thresholds" -> 2;
            case "sleep", "wake" -> 0;
            default -> 1;
        };
        if (words.size() != needed + 1) {
            throw new IllegalArgumentException("'" + name + "' takes " + needed + " numbers, not " + (words.size() - 1)
                    + "; the forms are " + FORMS);
        }
        return switch (name) {
            case "thresholds" -> thresholds(words.get(1), words.get(2));
            case "sleep-threshold" -> List.of(sleepThreshold(words.get(1)));
            case "wake-threshold" -> List.of(wakeThreshold(words.get(1)));
            case "high" ->
                List.of(new PowerCommand.HighTemperature(Quantity.centiDegrees("high temperature", words.get(1))));
            case "recover" ->
                List.of(new PowerCommand.RecoverTemperature(
                        Quantity.centiDegrees("recover temperature", words.get(1))));
            case "sleep" -> List.of(PowerCommand.forceSleep());
            default -> List.of(PowerCommand.forceWake());
        };
    }

    private static List<PowerCommand> thresholds(String sleepText, String wakeText) {
        PowerCommand.SleepThreshold sleep = sleepThreshold(sleepText);
        PowerCommand.WakeThreshold wake = wakeThreshold(wakeText);
        if (sleep.millivolts() >= wake.millivolts()) {
            throw new IllegalArgumentException("sleep threshold " + sleep.millivolts()
                    + " mV must be below wake threshold " + wake.millivolts() + " mV; the hub refuses the pair");
        }
        return List.of(sleep, wake);
    }

    private static PowerCommand.SleepThreshold sleepThreshold(String text) {
        return new PowerCommand.SleepThreshold(Quantity.millivolts("sleep threshold", text));
    }

    private static PowerCommand.WakeThreshold wakeThreshold(String text) {
        return new PowerCommand.WakeThreshold(Quantity.millivolts("wake threshold", text));
    }
}

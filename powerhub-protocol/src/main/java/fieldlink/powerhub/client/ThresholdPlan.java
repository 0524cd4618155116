package fieldlink.powerhub.client;

import fieldlink.powerhub.HubException;
import fieldlink.powerhub.PowerCommand;
import fieldlink.powerhub.PowerField;
import fieldlink.powerhub.PowerSettings;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Which threshold to write first so that the pair never contradicts itself, and what must be read back afterwards. */
record ThresholdPlan(List<PowerCommand> commands, Map<PowerField, Integer> wanted) {
    ThresholdPlan {
        commands = List.copyOf(commands);
        wanted = Map.copyOf(wanted);
    }

    static ThresholdPlan ofVoltages(PowerSettings now, int sleepMillivolts, int wakeMillivolts) {
        PowerCommand sleep = new PowerCommand.SleepThreshold(sleepMillivolts);
        PowerCommand wake = new PowerCommand.WakeThreshold(wakeMillivolts);
        if (sleepMillivolts >= wakeMillivolts) {
            throw new IllegalArgumentException("sleep threshold " + sleepMillivolts
                    + " mV must be below wake threshold " + wakeMillivolts + " mV: the hub refuses the pair");
        }
        boolean wakeFirst = sleepMillivolts >= present(now, PowerField.WAKE);
        return new ThresholdPlan(
                wakeFirst ? List.of(wake, sleep) : List.of(sleep, wake),
                Map.of(PowerField.SLEEP, sleepMillivolts, PowerField.WAKE, wakeMillivolts));
    }

    /** The hub would take any pair; with high at or below recover it would switch off and on for ever. */
    static ThresholdPlan ofTemperatures(PowerSettings now, int highCentiDegrees, int recoverCentiDegrees) {
        PowerCommand high = new PowerCommand.HighTemperature(highCentiDegrees);
        PowerCommand recover = new PowerCommand.RecoverTemperature(recoverCentiDegrees);
        if (highCentiDegrees <= recoverCentiDegrees) {
            throw new IllegalArgumentException("high temperature " + highCentiDegrees
                    + " must be above recover temperature " + recoverCentiDegrees
                    + " (hundredths of a degree): the hub would switch off and on for ever");
        }
        boolean recoverFirst = highCentiDegrees <= present(now, PowerField.RECOVER);
        return new ThresholdPlan(
                recoverFirst ? List.of(recover, high) : List.of(high, recover),
                Map.of(PowerField.HIGH, highCentiDegrees, PowerField.RECOVER, recoverCentiDegrees));
    }

    void verify(PowerSettings now) {
        for (Map.Entry<PowerField, Integer> entry : wanted.entrySet()) {
            int actual = present(now, entry.getKey());
            if (actual != entry.getValue()) {
                throw new HubException(
                        HubException.Status.NOT_APPLIED,
                        "the hub acknowledged " + entry.getKey() + " " + entry.getValue() + " but reads back "
                                + actual);
            }
        }
    }

    private static int present(PowerSettings now, PowerField field) {
        OptionalInt value = now.value(field);
        if (value.isEmpty()) {
            throw new HubException(
                    HubException.Status.UNSUPPORTED,
                    "this hub's firmware (" + now.layout() + ") does not show its " + field + " threshold");
        }
        return value.getAsInt();
    }
}

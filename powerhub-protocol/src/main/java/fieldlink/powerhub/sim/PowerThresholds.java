package fieldlink.powerhub.sim;

import fieldlink.powerhub.PowerField;
import fieldlink.powerhub.PowerLayout;
import fieldlink.powerhub.PowerSettings;
import java.util.Map;

/** The four settings of FFF5 as the firmware holds them: any two bytes each, sensible or not. */
public record PowerThresholds(int highCentiDegrees, int recoverCentiDegrees, int sleepMillivolts, int wakeMillivolts) {
    /** What a new board has. */
    public static final PowerThresholds FACTORY = new PowerThresholds(6000, 5500, 12500, 13200);

    PowerThresholds withSleep(int millivolts) {
        return new PowerThresholds(highCentiDegrees, recoverCentiDegrees, millivolts, wakeMillivolts);
    }

    PowerThresholds withWake(int millivolts) {
        return new PowerThresholds(highCentiDegrees, recoverCentiDegrees, sleepMillivolts, millivolts);
    }

    PowerThresholds withHigh(int centiDegrees) {
        return new PowerThresholds(centiDegrees, recoverCentiDegrees, sleepMillivolts, wakeMillivolts);
    }

    PowerThresholds withRecover(int centiDegrees) {
        return new PowerThresholds(highCentiDegrees, centiDegrees, sleepMillivolts, wakeMillivolts);
    }

    /** The firmware's only rule about them. */
    boolean hasUsableVoltages() {
        return sleepMillivolts != 0 && wakeMillivolts != 0 && wakeMillivolts > sleepMillivolts;
    }

    public PowerSettings toSettings() {
        return PowerSettings.of(
                PowerLayout.P8,
                Map.of(
                        PowerField.HIGH, highCentiDegrees,
                        PowerField.RECOVER, recoverCentiDegrees,
                        PowerField.SLEEP, sleepMillivolts,
                        PowerField.WAKE, wakeMillivolts),
                0);
    }
}

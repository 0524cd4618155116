package fieldlink.powerhub.sim;

import fieldlink.powerhub.Channel;
import fieldlink.powerhub.MonitorFlag;
import fieldlink.powerhub.MonitorLayout;
import fieldlink.powerhub.TelemetryDraft;
import fieldlink.powerhub.WireBytes;
import java.util.OptionalInt;

/** The firmware's FFF6: what it has measured, and how it puts that together for a read or a notification. */
final class Monitor {
    private static final int UNREADABLE = 0xffff_ffff;
    private static final int FAILURES_UNTIL_UNKNOWN = 3;

    private final FirmwareAge age;
    private final Sensors sensors;
    private final CurrentMeter currents;
    private final CachedTemperature power = new CachedTemperature();
    private final CachedTemperature control = new CachedTemperature();
    private int supplyMillivolts;
    private boolean everHadTemperature;

    Monitor(FirmwareAge age, Sensors sensors) {
        this.age = age;
        this.sensors = sensors;
        this.currents = new CurrentMeter(age);
    }

    void sampleSupply(int millivolts) {
        supplyMillivolts = millivolts;
    }

    void sampleTemperatures() {
        power.sample(sensors.powerCentiDegrees());
        control.sample(sensors.controlCentiDegrees());
    }

    /** The power stage's temperature has been good once; newer builds never take that back. */
    void temperatureArrived() {
        everHadTemperature = true;
    }

    /** @return whether the converter answered; the firmware notifies only then */
    boolean sampleCurrents() {
        if (sensors.isAdcFailing()) {
            return false;
        }
        currents.sample(sensors.adcCodes());
        return true;
    }

    WireBytes frame(boolean thermalActive) {
        MonitorLayout layout = age.monitorLayout();
        OptionalInt powerNow = age == FirmwareAge.D5E99A2 ? sensors.powerCentiDegrees() : power.value();
        OptionalInt controlNow = age == FirmwareAge.D5E99A2 ? sensors.controlCentiDegrees() : control.value();
        boolean temperatureValid =
                age == FirmwareAge.D5E99A2 ? powerNow.isPresent() && controlNow.isPresent() : everHadTemperature;
        boolean locked = sensors.areCurrentsLocked();
        TelemetryDraft draft = new TelemetryDraft(layout)
                .supply(supplyMillivolts)
                .powerTemperature(powerNow)
                .controlTemperature(controlNow);
        if (layout.hasTotal()) {
            draft.totalBits(locked ? UNREADABLE : currents.totalBits());
        }
        for (int i = 0; i < layout.channels(); i++) {
            draft.currentBits(Channel.of(i), locked ? UNREADABLE : currents.channelBits(i));
        }
        return draft.flags(MonitorFlag.CALIBRATED.mask()
                        | flag(MonitorFlag.THERMAL_ACTIVE, thermalActive)
                        | flag(MonitorFlag.TEMPERATURE_VALID, temperatureValid)
                        | flag(MonitorFlag.CURRENT_VALID, !locked)
                        | flag(MonitorFlag.PERIPHERAL_POWER, sensors.hasPeripheralPower()))
                .build()
                .encode();
    }

    private static int flag(MonitorFlag flag, boolean set) {
        return set ? flag.mask() : 0;
    }

    /** Newer builds keep the last good reading through two failures. */
    private static final class CachedTemperature {
        private OptionalInt value = OptionalInt.empty();
        private int failures;

        void sample(OptionalInt reading) {
            failures = reading.isPresent() ? 0 : failures + 1;
            if (reading.isPresent() || failures >= FAILURES_UNTIL_UNKNOWN) {
                value = reading;
            }
        }

        OptionalInt value() {
            return value;
        }
    }
}

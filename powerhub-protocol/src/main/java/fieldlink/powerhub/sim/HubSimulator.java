package fieldlink.powerhub.sim;

import fieldlink.powerhub.AttError;
import fieldlink.powerhub.HubCharacteristic;
import fieldlink.powerhub.WireBytes;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A whole hub on virtual time: it moves only when it is told how much time passed, so that every run of the same calls
 * gives the same events. For one thread at a time.
 *
 * <p>Commands run between two calls: a write returns when they are queued, as the real hub's acknowledgement does, and
 * they have run when the call is over.
 */
public final class HubSimulator {
    /** A connection handle the firmware takes for "nobody": such a client is never notified. */
    public static final int NOBODY = 0;

    private static final long SECOND_MILLIS = 1000;
    private static final long SLOW_SENSORS_MILLIS = 600;

    private final FirmwareAge age;
    private final Quirks quirks;
    private final HubFlash flash;
    private final Sensors sensors = new Sensors();
    /** Who subscribed: the firmware keeps one connection for each characteristic, the last one. */
    private final Map<HubCharacteristic, Integer> subscribers = new EnumMap<>(HubCharacteristic.class);

    private Consumer<HubEvent> listener = event -> {};

    private long now;
    private long nextSecond;
    private long nextMonitor;
    private boolean asleep;
    private boolean connected;
    private int handle = NOBODY;

    private ChannelControl control;
    private PowerControl power;
    private Monitor monitor;
    private ThermalGuard thermal = new ThermalGuard();
    private VoltageGuard voltage = new VoltageGuard();
    /** What FFF0 was last read or notified as: changes are judged against it. */
    private WireBytes knownLevels = WireBytes.of(new byte[FirmwareCommand.CHANNELS]);

    public HubSimulator(FirmwareAge age) {
        this(age, new HubFlash(), Quirks.DEFAULT);
    }

    /** A hub that has been powered on a moment ago. */
    public HubSimulator(FirmwareAge age, HubFlash flash, Quirks quirks) {
        this.age = age;
        this.flash = flash;
        this.quirks = quirks;
        this.control = newControl();
        this.power = new PowerControl(flash);
        this.monitor = new Monitor(age, sensors);
        boot();
    }

    /** Where everything goes that the hub does; one listener, the last one given. */
    public void listen(Consumer<HubEvent> listener) {
        this.listener = listener;
    }

    public FirmwareAge age() {
        return age;
    }

    public Sensors sensors() {
        return sensors;
    }

    public HubFlash flash() {
        return flash;
    }

    public long nowMillis() {
        return now;
    }

    public boolean isAsleep() {
        return asleep;
    }

    public boolean isConnected() {
        return connected;
    }

    public boolean isThermalActive() {
        return thermal.isTripped();
    }

    /** The levels as the firmware has them; looking at them, unlike reading FFF0, changes nothing. */
    public WireBytes levels() {
        return control.levels();
    }

    public PowerThresholds thresholds() {
        return power.thresholds();
    }

    /** Power off and on again. */
    public void powerCycle() {
        disconnect();
        boot();
    }

    /** @param handle as the controller numbers connections; {@link #NOBODY} is never notified */
    public void connect(int handle) {
        if (asleep) {
            throw new IllegalStateException("the hub is asleep: nobody can connect");
        }
        connected = true;
        this.handle = handle;
    }

    public void disconnect() {
        connected = false;
        handle = NOBODY;
        subscribers.clear();
    }

    /** @return false where the characteristic cannot be subscribed */
    public boolean subscribe(HubCharacteristic characteristic, boolean on) {
        if (characteristic != HubCharacteristic.LEVELS && characteristic != HubCharacteristic.MONITOR) {
            return false;
        }
        if (on) {
            subscribers.put(characteristic, handle);
        } else {
            subscribers.remove(characteristic);
        }
        return true;
    }

    public ReadReport read(HubCharacteristic characteristic) {
        return switch (characteristic) {
            case LEVELS -> {
                knownLevels = control.levels();
                yield ReadReport.of(knownLevels);
            }
            case CONTROL -> ReadReport.of(AttError.READ_NOT_PERMITTED);
            case POWER -> ReadReport.of(power.thresholds().toSettings().encode());
            case MONITOR -> ReadReport.of(monitor.frame(thermal.isTripped()));
        };
    }

    public WriteReport write(HubCharacteristic characteristic, WireBytes value) {
        return switch (characteristic) {
            case LEVELS, MONITOR -> WriteReport.of(AttError.WRITE_NOT_PERMITTED);
            case CONTROL -> {
                WriteReport report = control.receive(value);
                guarded(() -> control.drain(now));
                yield report;
            }
            case POWER -> {
                if (PowerControl.isForceSleep(value)) {
                    fallAsleep();
                    yield WriteReport.UNANSWERED;
                }
                yield WriteReport.of(power.write(value));
            }
        };
    }

    /** Lets time pass. */
    public void advance(Duration time) {
        advanceTo(now + time.toMillis());
    }

    /** How long it does nothing by itself, when nobody writes to it. */
    public Duration untilNext() {
        return Duration.ofMillis(Math.max(0, nextMoment() - now));
    }

    void advanceTo(long target) {
        for (long next = nextMoment(); next <= target; next = nextMoment()) {
            now = next;
            runMoment();
        }
        now = target;
    }

    private long nextMoment() {
        return asleep ? nextSecond : Math.min(control.nextMillis(), Math.min(nextSecond, nextMonitor));
    }

    private void runMoment() {
        if (!asleep) {
            guarded(() -> control.runAt(now));
        }
        if (now == nextSecond) {
            nextSecond += SECOND_MILLIS;
            sampleSupply(sensors.supplyMillivolts());
            if (!asleep) {
                samplePowerTemperature(sensors.powerCentiDegrees());
                monitor.sampleTemperatures();
            }
        }
        if (!asleep && now == nextMonitor) {
            nextMonitor += monitorPeriod();
            if (monitor.sampleCurrents()) {
                notify(HubCharacteristic.MONITOR, monitor.frame(thermal.isTripped()));
            }
        }
    }

    /** One reading of the supply, as the firmware takes one each second. */
    void sampleSupply(int millivolts) {
        boolean wake = voltage.wakesAfter(millivolts, power.thresholds());
        if (asleep) {
            if (wake) {
                boot();
            }
            return;
        }
        monitor.sampleSupply(millivolts);
        if (voltage.sleepsAfter(millivolts, power.thresholds())) {
            fallAsleep();
        }
    }

    /** One reading of the power stage, as the firmware takes one each second. */
    void samplePowerTemperature(OptionalInt centiDegrees) {
        if (centiDegrees.isPresent()) {
            monitor.temperatureArrived();
        }
        switch (thermal.sample(centiDegrees, power.thresholds())) {
            case TRIP -> {
                control.shutOff();
                listener.accept(new HubEvent.Overheated(now));
            }
            case RECOVER -> {
                listener.accept(new HubEvent.CooledDown(now));
                guarded(() -> control.replay(now));
            }
            case NOTHING -> {}
        }
    }

    private long monitorPeriod() {
        boolean waitsForSensors = age == FirmwareAge.D5E99A2
                && sensors.powerCentiDegrees().isPresent()
                && sensors.controlCentiDegrees().isPresent();
        return waitsForSensors ? SECOND_MILLIS + SLOW_SENSORS_MILLIS : SECOND_MILLIS;
    }

    private ChannelControl newControl() {
        PwmPins pins = new PwmPins() {
            @Override
            public void duty(int channel, int duty) {
                listener.accept(new HubEvent.Duty(now, channel, duty));
            }

            @Override
            public void fade(int channel, int duty, int millis) {
                listener.accept(new HubEvent.Fade(now, channel, duty, millis));
            }
        };
        return new ChannelControl(pins, quirks, this::commandExecuted);
    }

    private void commandExecuted() {
        WireBytes levels = control.levels();
        flash.storeLevels(levels);
        if (!levels.equals(knownLevels) && notify(HubCharacteristic.LEVELS, levels)) {
            knownLevels = levels;
        }
    }

    private boolean notify(HubCharacteristic characteristic, WireBytes value) {
        boolean heard = subscribers.getOrDefault(characteristic, NOBODY) != NOBODY;
        if (heard) {
            listener.accept(new HubEvent.Notification(now, characteristic, value));
        }
        return heard;
    }

    private void boot() {
        asleep = false;
        control = newControl();
        power = new PowerControl(flash);
        monitor = new Monitor(age, sensors);
        thermal = new ThermalGuard();
        voltage = new VoltageGuard();
        knownLevels = WireBytes.of(new byte[FirmwareCommand.CHANNELS]);
        nextSecond = now + SECOND_MILLIS;
        nextMonitor = now + SECOND_MILLIS;
        if (age.restoresLevels()) {
            control.restore(flash.levels());
        }
        listener.accept(new HubEvent.Booted(now));
    }

    private void fallAsleep() {
        if (age.darkensBeforeSleep()) {
            control.shutOff();
        }
        asleep = true;
        disconnect();
        listener.accept(new HubEvent.FellAsleep(now));
    }

    /** Runs firmware code that may assert, and reboots when it does. */
    private void guarded(Runnable firmware) {
        try {
            firmware.run();
        } catch (FirmwareAssertion assertion) {
            disconnect();
            listener.accept(new HubEvent.Crashed(now, String.valueOf(assertion.getMessage())));
            boot();
        }
    }
}

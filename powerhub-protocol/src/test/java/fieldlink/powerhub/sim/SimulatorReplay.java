package fieldlink.powerhub.sim;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.powerhub.HubCharacteristic;
import fieldlink.powerhub.WireBytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** Firmware vectors against the simulator, in each firmware age that a vector names. */
final class SimulatorReplay {
    private static final WireBytes DARK = WireBytes.of(new byte[6]);

    private SimulatorReplay() {}

    static void parse(JsonNode vector) {
        FirmwareCommand.Parse parse = FirmwareCommand.parse(CodecReplay.bytes(vector, "input"), 0);
        String expected = vector.get("rc").asString();
        if (parse instanceof FirmwareCommand.Rejected rejected) {
            assertThat("ESP_ERR_" + rejected.error()).isEqualTo(expected);
            assertThat(vector.get("accepted").asBoolean()).isFalse();
            return;
        }
        FirmwareCommand command = ((FirmwareCommand.Parsed) parse).command();
        assertThat(expected).isEqualTo("ESP_OK");
        assertThat(command.length()).isEqualTo(vector.get("consumed").asInt());
        assertThat(command.mode()).isEqualTo(vector.get("mode").asInt());
        assertThat(command.channel()).isEqualTo(vector.get("channel").asInt());
        assertThat(command.payload()).isEqualTo(CodecReplay.bytes(vector, "payload"));
        assertThat(command.hasValidChannel()).isEqualTo(vector.get("accepted").asBoolean());
    }

    static void write(JsonNode vector) {
        boolean truncates = vector.path("flattenOversize").asString("reject").equals("truncate256");
        Quirks quirks = new Quirks(truncates ? Quirks.Oversize.TRUNCATED : Quirks.Oversize.REJECTED, false);
        for (FirmwareAge age : ages(vector)) {
            HubSimulator hub = new HubSimulator(age, new HubFlash(), quirks);
            hub.connect(1);
            vector.path("pre")
                    .forEach(earlier -> hub.write(HubCharacteristic.CONTROL, WireBytes.parse(earlier.asString())));
            List<HubEvent> events = new ArrayList<>();
            hub.listen(events::add);
            int commitsBefore = hub.flash().levelCommits();
            WriteReport report = hub.write(HubCharacteristic.CONTROL, CodecReplay.bytes(vector, "input"));
            assertThat(report.status()).hasValue(vector.get("att").asInt());
            assertThat(report.accepted().stream().map(WireBytes::hex).toList())
                    .isEqualTo(texts(vector.get("accepted")));
            assertThat(events.stream().anyMatch(HubEvent.Crashed.class::isInstance))
                    .isEqualTo(vector.get("assertReboot").asBoolean());
            if (vector.has("effects")) {
                assertThat(effects(events)).isEqualTo(effects(vector.get("effects"), false));
                assertThat(hub.flash().levelCommits() - commitsBefore)
                        .isEqualTo(vector.get("stateCommits").asInt());
                assertThat(hub.levels()).isEqualTo(CodecReplay.bytes(vector, "statesAfter"));
            }
        }
    }

    static void powerWrite(JsonNode vector) {
        for (FirmwareAge age : ages(vector)) {
            HubFlash flash = new HubFlash();
            PowerThresholds before = thresholds(vector.get("before"));
            flash.preset(DARK, before);
            HubSimulator hub = new HubSimulator(age, flash, Quirks.DEFAULT);
            hub.connect(1);
            flash.setFailing(vector.get("nvsFail").asBoolean());
            WriteReport report = hub.write(HubCharacteristic.POWER, CodecReplay.bytes(vector, "input"));
            assertThat(hub.isAsleep()).isEqualTo(vector.get("deepSleep").asBoolean());
            assertThat(report.status()).isEqualTo(optional(vector.get("att")));
            if (vector.has("after")) {
                PowerThresholds after = thresholds(vector.get("after"));
                assertThat(hub.thresholds()).isEqualTo(after);
                assertThat(hub.read(HubCharacteristic.POWER).value()).isEqualTo(CodecReplay.bytes(vector, "readback"));
                boolean committed = vector.get("nvsCommitted").asBoolean();
                assertThat(flash.thresholds()).isEqualTo(committed ? after : before);
                assertThat(flash.thresholdCommits()).isEqualTo(committed ? 1 : 0);
            }
        }
    }

    static void state(JsonNode vector) {
        for (FirmwareAge age : ages(vector)) {
            HubSimulator hub = new HubSimulator(age);
            List<HubEvent> events = new ArrayList<>();
            hub.listen(events::add);
            for (JsonNode step : vector.get("steps")) {
                events.clear();
                take(step, hub);
                assertThat(events.stream()
                                .filter(HubEvent.Notification.class::isInstance)
                                .map(event ->
                                        ((HubEvent.Notification) event).value().hex())
                                .toList())
                        .as(step.toString())
                        .isEqualTo(texts(step.get("notifications")));
            }
        }
    }

    private static void take(JsonNode step, HubSimulator hub) {
        switch (step.get("op").asString()) {
            case "conn" -> hub.connect(step.get("arg").asInt());
            case "disc" -> hub.disconnect();
            case "sub" ->
                hub.subscribe(HubCharacteristic.LEVELS, step.get("arg").asInt() != 0);
            case "adv" -> hub.advanceTo(hub.nowMillis() + step.get("arg").asLong());
            case "read" ->
                assertThat(hub.read(HubCharacteristic.LEVELS).value()).isEqualTo(CodecReplay.bytes(step, "hex"));
            case "write" ->
                assertThat(hub.write(HubCharacteristic.CONTROL, CodecReplay.bytes(step, "arg"))
                                .status())
                        .isEqualTo(optional(step.get("att")));
            default -> throw new AssertionError("unknown step " + step);
        }
    }

    static void trace(JsonNode vector) {
        for (FirmwareAge age : ages(vector)) {
            HubSimulator hub = new HubSimulator(age);
            List<HubEvent> events = new ArrayList<>();
            hub.listen(events::add);
            for (JsonNode command : vector.get("commands")) {
                if (!hasCrashed(events)) {
                    hub.advanceTo(command.get("atMs").asLong());
                }
                if (!hasCrashed(events)) {
                    hub.write(HubCharacteristic.CONTROL, CodecReplay.bytes(command, "hex"));
                }
            }
            if (!hasCrashed(events)) {
                hub.advanceTo(vector.get("untilMs").asLong());
            }
            List<HubEvent> untilCrash = new ArrayList<>();
            JsonNode crash = vector.get("assertAtMs");
            for (HubEvent event : events) {
                if (event instanceof HubEvent.Crashed) {
                    assertThat(OptionalInt.of((int) event.atMillis())).isEqualTo(optional(crash));
                    break;
                }
                untilCrash.add(event);
            }
            assertThat(hasCrashed(events)).isEqualTo(!crash.isNull());
            assertThat(inOrder(timedEffects(untilCrash))).isEqualTo(inOrder(effects(vector.get("events"), true)));
            if (vector.has("statesAtEnd")) {
                assertThat(hub.levels()).isEqualTo(CodecReplay.bytes(vector, "statesAtEnd"));
            }
        }
    }

    static void boot(JsonNode vector) {
        for (FirmwareAge age : ages(vector)) {
            HubFlash flash = new HubFlash();
            if (vector.has("statesAfterBoot")) {
                flash.preset(CodecReplay.bytes(vector, "persistedStates"), PowerThresholds.FACTORY);
                HubSimulator hub = new HubSimulator(age, flash, Quirks.DEFAULT);
                assertThat(hub.levels()).isEqualTo(CodecReplay.bytes(vector, "statesAfterBoot"));
            } else {
                HubSimulator hub = new HubSimulator(age, flash, Quirks.DEFAULT);
                for (JsonNode command : vector.get("commands")) {
                    hub.write(HubCharacteristic.CONTROL, WireBytes.parse(command.asString()));
                }
                assertThat(flash.levels()).isEqualTo(CodecReplay.bytes(vector, "persistedStates"));
            }
        }
    }

    static void thermal(JsonNode vector) {
        for (FirmwareAge age : ages(vector)) {
            HubFlash flash = new HubFlash();
            flash.preset(
                    DARK,
                    PowerThresholds.FACTORY
                            .withHigh(vector.get("highCenti").asInt())
                            .withRecover(vector.get("recoverCenti").asInt()));
            HubSimulator hub = new HubSimulator(age, flash, Quirks.DEFAULT);
            vector.path("pre")
                    .forEach(command -> hub.write(HubCharacteristic.CONTROL, WireBytes.parse(command.asString())));
            for (JsonNode step : vector.get("perSecond")) {
                if (step.has("write")) {
                    assertThat(hub.write(HubCharacteristic.CONTROL, CodecReplay.bytes(step, "write"))
                                    .status())
                            .isEqualTo(optional(step.get("att")));
                } else {
                    hub.samplePowerTemperature(optional(step.get("tempCenti")));
                    assertThat(hub.isThermalActive())
                            .isEqualTo(step.get("thermal").asBoolean());
                    assertThat(hub.levels()).isEqualTo(CodecReplay.bytes(step, "states"));
                }
            }
        }
    }

    static void lowVoltage(JsonNode vector) {
        for (FirmwareAge age : ages(vector)) {
            HubFlash flash = new HubFlash();
            flash.preset(
                    DARK,
                    PowerThresholds.FACTORY.withSleep(vector.get("sleepMv").asInt()));
            HubSimulator hub = new HubSimulator(age, flash, Quirks.DEFAULT);
            OptionalInt sleptAt = OptionalInt.empty();
            int sample = 0;
            for (JsonNode millivolts : vector.get("vinPerSecond")) {
                sample++;
                if (sleptAt.isEmpty()) {
                    hub.sampleSupply(millivolts.asInt());
                    sleptAt = hub.isAsleep() ? OptionalInt.of(sample) : sleptAt;
                }
            }
            assertThat(sleptAt).isEqualTo(optional(vector.get("sleepAtSample")));
            assertThat(hub.isAsleep()).isEqualTo(vector.get("deepSleep").asBoolean());
        }
    }

    /** Frames composed from what the sensors saw, for the two ages that can be simulated. */
    static void monitor(JsonNode vector) {
        JsonNode inputs = vector.get("inputs");
        for (FirmwareAge age : ages(vector)) {
            Sensors sensors = new Sensors();
            sensors.setTemperatures(optional(inputs.get("t0")), optional(inputs.get("t1")));
            List<Integer> codes = new ArrayList<>();
            inputs.get("adcRaw").forEach(code -> codes.add(code.asInt()));
            sensors.setAdcCodes(codes);
            sensors.setPeripheralPower(inputs.get("peripheralPower").asBoolean());
            Monitor monitor = new Monitor(age, sensors);
            monitor.sampleSupply(inputs.get("vinMv").asInt());
            monitor.sampleTemperatures();
            // Whether the power manager had read a temperature by then is not among the inputs, but in the flags.
            if (vector.get("fields").get("tempValidFlag").asBoolean()) {
                monitor.temperatureArrived();
            }
            String scenario = vector.get("scenario").asString();
            sensors.setAdcFailing(scenario.equals("readAfterSpiFail"));
            if (!scenario.equals("readBeforeSample")) {
                monitor.sampleCurrents();
            }
            sensors.setCurrentsLocked(scenario.equals("readMutexTimeout"));
            assertThat(monitor.frame(vector.get("fields").get("thermalActive").asBoolean()))
                    .isEqualTo(CodecReplay.bytes(vector, "hex"));
        }
    }

    private static List<FirmwareAge> ages(JsonNode vector) {
        List<FirmwareAge> ages = new ArrayList<>();
        for (JsonNode commit : vector.get("fw")) {
            for (FirmwareAge age : FirmwareAge.values()) {
                if (age.commit().equals(commit.asString())) {
                    ages.add(age);
                }
            }
        }
        if (!vector.get("kind").asString().equals("monitor")) {
            assertThat(ages)
                    .as("ages that can be simulated, of " + vector.get("fw"))
                    .hasSize(vector.get("fw").size());
        }
        return ages;
    }

    private static boolean hasCrashed(List<HubEvent> events) {
        return events.stream().anyMatch(HubEvent.Crashed.class::isInstance);
    }

    private static List<String> effects(List<HubEvent> events) {
        return timedEffects(events).stream()
                .map(effect -> effect.substring(effect.indexOf(' ') + 1))
                .toList();
    }

    private static List<String> timedEffects(List<HubEvent> events) {
        List<String> effects = new ArrayList<>();
        for (HubEvent event : events) {
            if (event instanceof HubEvent.Duty duty) {
                effects.add(duty.atMillis() + " ch" + duty.channel() + " duty " + duty.duty());
            } else if (event instanceof HubEvent.Fade fade) {
                effects.add(fade.atMillis() + " ch" + fade.channel() + " fade " + fade.duty() + " in " + fade.millis());
            }
        }
        return effects;
    }

    private static List<String> effects(JsonNode events, boolean timed) {
        List<String> effects = new ArrayList<>();
        for (JsonNode event : events) {
            String what = event.get("e").asString().equals("fade")
                    ? "fade " + event.get("duty").asInt() + " in "
                            + event.get("ms").asInt()
                    : "duty " + event.get("duty").asInt();
            effects.add((timed ? event.get("t").asLong() + " " : "") + "ch"
                    + event.get("ch").asInt() + " " + what);
        }
        return effects;
    }

    /** Between channels the order within one tick means nothing; on one channel it does, and the sort keeps it. */
    private static List<String> inOrder(List<String> effects) {
        return effects.stream()
                .sorted(Comparator.comparingLong((String effect) -> Long.parseLong(effect.split(" ")[0]))
                        .thenComparing(effect -> effect.split(" ")[1]))
                .toList();
    }

    private static PowerThresholds thresholds(JsonNode node) {
        return new PowerThresholds(
                node.get("highCenti").asInt(),
                node.get("recoverCenti").asInt(),
                node.get("sleepMv").asInt(),
                node.get("wakeMv").asInt());
    }

    private static OptionalInt optional(JsonNode number) {
        return number.isNull() ? OptionalInt.empty() : OptionalInt.of(number.asInt());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asString()));
        return texts;
    }
}

package fieldlink.powerhub.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fieldlink.powerhub.Channel;
import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.GattProperty;
import fieldlink.powerhub.HubAdvertisement;
import fieldlink.powerhub.HubCharacteristic;
import fieldlink.powerhub.HubUuid;
import fieldlink.powerhub.MonitorFlag;
import fieldlink.powerhub.MonitorLayout;
import fieldlink.powerhub.PowerField;
import fieldlink.powerhub.PowerLayout;
import fieldlink.powerhub.PowerSettings;
import fieldlink.powerhub.Profile;
import fieldlink.powerhub.Telemetry;
import fieldlink.powerhub.TelemetryDraft;
import fieldlink.powerhub.WireBytes;
import fieldlink.powerhub.WireFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** Firmware vectors against the codec. */
final class CodecReplay {
    /** The firmware's mark for a failed reading; its vectors list it as a plain number. */
    private static final int NO_VOLTAGE = 0xffff;

    private CodecReplay() {}

    static void gatt(JsonNode vector) {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        for (JsonNode characteristic : vector.get("chars")) {
            List<String> properties = new ArrayList<>();
            characteristic.get("props").forEach(property -> properties.add(property.asString()));
            expected.put(characteristic.get("uuid").asString(), properties);
        }
        Map<String, List<String>> actual = new LinkedHashMap<>();
        profile(vector)
                .characteristics()
                .forEach((characteristic, allowed) -> actual.put(
                        Integer.toHexString(characteristic.shortUuid()),
                        allowed.stream().sorted().map(CodecReplay::name).toList()));
        assertThat(actual).isEqualTo(expected);
        assertThat(HubUuid.SERVICE).hasToString(vector.get("serviceUuid").asString());
        for (String uuid : expected.keySet()) {
            assertThat(Integer.toHexString(HubCharacteristic.parse(uuid).shortUuid()))
                    .isEqualTo(uuid);
        }
    }

    static void advertisement(JsonNode vector) {
        assertThat(HubAdvertisement.payload()).isEqualTo(bytes(vector, "advData"));
        assertThat(HubAdvertisement.scanResponse()).isEqualTo(bytes(vector, "scanRsp"));
        assertThat(HubAdvertisement.isHub(bytes(vector, "scanRsp"))).isTrue();
        assertThat(HubAdvertisement.isHub(bytes(vector, "advData"))).isFalse();
    }

    static void parse(JsonNode vector) {
        WireBytes input = bytes(vector, "input");
        if (!vector.get("accepted").asBoolean()) {
            assertThatThrownBy(() -> ChannelCommand.decode(input, 0)).isInstanceOf(WireFormatException.class);
            return;
        }
        ChannelCommand command = ChannelCommand.decode(input, 0);
        int consumed = vector.get("consumed").asInt();
        assertThat(command.encodedLength()).isEqualTo(consumed);
        assertThat(command.mode().code()).isEqualTo(vector.get("mode").asInt());
        assertThat(command.channel().index()).isEqualTo(vector.get("channel").asInt());
        assertThat(command.read(new NamedFields())).isEqualTo(numbers(vector.get("fields")));
        byte[] encoded = new byte[consumed];
        assertThat(command.encode(encoded, 0)).isEqualTo(consumed);
        assertThat(WireBytes.of(encoded)).isEqualTo(input.slice(0, consumed));
        assertThat(WireBytes.of(encoded).slice(ChannelCommand.HEADER_LENGTH, consumed))
                .isEqualTo(bytes(vector, "payload"));
    }

    static void powerSettings(JsonNode vector) {
        PowerLayout layout = PowerLayout.valueOf(vector.get("layout").asString());
        WireBytes frame = bytes(vector, "hex");
        PowerSettings settings = PowerSettings.decode(layout, frame);
        JsonNode fields = vector.get("fields");
        Map<PowerField, Integer> values = new EnumMap<>(PowerField.class);
        for (PowerField field : layout.fields()) {
            int expected = fields.get(name(field, layout)).asInt();
            assertThat(settings.raw(field)).as(field.name()).hasValue(expected);
            values.put(field, expected);
        }
        int flags = bit(fields, "thermalActive", 1)
                | bit(fields, "tempValid", 2)
                | bit(fields, "powerTempValid", 2)
                | bit(fields, "controlTempValid", 4);
        assertThat(settings.flags()).isEqualTo(flags);
        assertThat(settings.encode()).isEqualTo(frame);
        assertThat(PowerSettings.of(layout, values, flags)).isEqualTo(settings);
        if (vector.get("kind").asString().equals("powerRead")) {
            assertThat(PowerLayout.ofRead(frame)).isEqualTo(guess(layout, frame));
        } else {
            PowerSettings read = PowerSettings.decode(bytes(vector, "readHex"));
            assertThat(read.frame().slice(0, frame.length())).isEqualTo(frame);
        }
    }

    /** A frame of the newer 16-byte layout that ends in zeros cannot be told from the older one. */
    private static PowerLayout guess(PowerLayout layout, WireBytes frame) {
        boolean ambiguous = layout == PowerLayout.P16B && frame.hex().endsWith("000000");
        return ambiguous ? PowerLayout.P16A : layout;
    }

    static void monitor(JsonNode vector) {
        MonitorLayout layout = MonitorLayout.valueOf(vector.get("layout").asString());
        WireBytes frame = bytes(vector, "hex");
        Telemetry telemetry = Telemetry.decode(layout, frame);
        JsonNode fields = vector.get("fields");
        assertThat(Telemetry.decode(frame)).isEqualTo(telemetry);
        assertThat(telemetry.encode()).isEqualTo(frame);
        assertThat(telemetry.isTorn()).isFalse();
        int supply = fields.get("vinMv").asInt();
        assertThat(telemetry.supplyMillivolts())
                .isEqualTo(supply == NO_VOLTAGE ? OptionalInt.empty() : OptionalInt.of(supply));
        assertThat(telemetry.powerCentiDegrees()).isEqualTo(optional(fields, "powerTempCenti"));
        assertThat(telemetry.controlCentiDegrees()).isEqualTo(optional(fields, "controlTempCenti"));
        assertThat(telemetry.flags()).isEqualTo(fields.get("flags").asInt());
        assertThat(telemetry.has(MonitorFlag.THERMAL_ACTIVE))
                .isEqualTo(fields.get("thermalActive").asBoolean());
        assertThat(telemetry.has(MonitorFlag.TEMPERATURE_VALID))
                .isEqualTo(fields.get("tempValidFlag").asBoolean());
        assertThat(telemetry.has(MonitorFlag.CURRENT_VALID))
                .isEqualTo(fields.get("currentValidFlag").asBoolean());
        assertThat(telemetry.has(MonitorFlag.CALIBRATED))
                .isEqualTo(fields.get("calibrated").asBoolean());
        assertThat(telemetry.has(MonitorFlag.PERIPHERAL_POWER))
                .isEqualTo(fields.get("peripheralPower").asBoolean());
        assertThat(compose(layout, fields)).isEqualTo(telemetry);
        currents(telemetry, fields);
        if (vector.get("via").asString().equals("notify")) {
            int onAir = vector.path("wireLength").asInt(frame.length());
            assertThat(Telemetry.decodeNotification(layout, padded(frame, onAir)))
                    .isEqualTo(telemetry);
        }
    }

    private static void currents(Telemetry telemetry, JsonNode fields) {
        assertThat(telemetry.totalBits().isPresent()).isEqualTo(fields.has("totalCurrent"));
        if (fields.has("totalCurrent")) {
            assertThat(telemetry.totalBits()).hasValue(bits(fields.get("totalCurrent")));
            assertThat(telemetry.totalAmperes()).isEqualTo(amperes(fields.get("totalCurrent")));
        }
        JsonNode channels = fields.get("channelCurrents");
        assertThat(telemetry.layout().channels()).isEqualTo(channels.size());
        for (int i = 0; i < channels.size(); i++) {
            assertThat(telemetry.currentBits(Channel.of(i))).isEqualTo(bits(channels.get(i)));
            assertThat(telemetry.amperes(Channel.of(i))).isEqualTo(amperes(channels.get(i)));
        }
    }

    private static Telemetry compose(MonitorLayout layout, JsonNode fields) {
        TelemetryDraft draft = new TelemetryDraft(layout)
                .supply(fields.get("vinMv").asInt())
                .powerTemperature(optional(fields, "powerTempCenti"))
                .controlTemperature(optional(fields, "controlTempCenti"))
                .flags(fields.get("flags").asInt());
        if (layout.hasTotal()) {
            draft.totalBits(bits(fields.get("totalCurrent")));
        }
        for (int i = 0; i < layout.channels(); i++) {
            draft.currentBits(Channel.of(i), bits(fields.get("channelCurrents").get(i)));
        }
        return draft.build();
    }

    private static WireBytes padded(WireBytes frame, int length) {
        byte[] onAir = Arrays.copyOf(frame.toByteArray(), length);
        Arrays.fill(onAir, frame.length(), length, (byte) 0xa5);
        return WireBytes.of(onAir);
    }

    private static Profile profile(JsonNode vector) {
        return switch (vector.get("fw").get(0).asString()) {
            case "fd6ac8a" -> Profile.LEGACY_16;
            case "d5e99a2" -> Profile.DOC_2025_11;
            case "02c8e72" -> Profile.CURRENT;
            default -> throw new AssertionError("no profile is known for " + vector.get("fw"));
        };
    }

    private static String name(GattProperty property) {
        return switch (property) {
            case READ -> "read";
            case WRITE_WITHOUT_RESPONSE -> "writeNoRsp";
            case WRITE -> "write";
            case NOTIFY -> "notify";
        };
    }

    private static String name(PowerField field, PowerLayout layout) {
        return switch (field) {
            case SUPPLY -> "vinMv";
            case POWER_TEMPERATURE -> layout.has(PowerField.CONTROL_TEMPERATURE) ? "powerTempCenti" : "tempCenti";
            case CONTROL_TEMPERATURE -> "controlTempCenti";
            case HIGH -> "highCenti";
            case RECOVER -> "recoverCenti";
            case SLEEP -> "sleepMv";
            case WAKE -> "wakeMv";
        };
    }

    private static int bit(JsonNode fields, String name, int mask) {
        return fields.path(name).asBoolean(false) ? mask : 0;
    }

    private static OptionalInt optional(JsonNode fields, String name) {
        return fields.get(name).isNull()
                ? OptionalInt.empty()
                : OptionalInt.of(fields.get(name).asInt());
    }

    private static int bits(JsonNode current) {
        return Integer.parseUnsignedInt(current.get("bits").asString(), 16);
    }

    private static OptionalDouble amperes(JsonNode current) {
        int bits = bits(current);
        boolean absent = current.get("value").isNull() || bits == 0xbf80_0000;
        return absent ? OptionalDouble.empty() : OptionalDouble.of(Float.intBitsToFloat(bits));
    }

    private static Map<String, Integer> numbers(JsonNode fields) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        fields.propertyNames()
                .forEach(name -> numbers.put(name, fields.get(name).asInt()));
        return numbers;
    }

    static WireBytes bytes(JsonNode vector, String name) {
        return WireBytes.parse(vector.get(name).asString());
    }

    private static final class NamedFields implements ChannelCommand.Fields<Map<String, Integer>> {
        @Override
        public Map<String, Integer> set(Channel channel, int level) {
            return Map.of("value", level);
        }

        @Override
        public Map<String, Integer> fade(Channel channel, int level, int durationMillis) {
            return Map.of("value", level, "durationMs", durationMillis);
        }

        @Override
        public Map<String, Integer> blink(Channel channel, int periodMillis) {
            return Map.of("periodMs", periodMillis);
        }

        @Override
        public Map<String, Integer> strobe(Channel channel, int count, int totalMillis, int pauseMillis) {
            return Map.of("count", count, "totalMs", totalMillis, "pauseMs", pauseMillis);
        }
    }
}

package fieldlink.cli.powerhub;

import fieldlink.cli.JsonLine;
import fieldlink.powerhub.Channel;
import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.ChannelLevels;
import fieldlink.powerhub.MonitorFlag;
import fieldlink.powerhub.PowerCommand;
import fieldlink.powerhub.PowerField;
import fieldlink.powerhub.PowerSettings;
import fieldlink.powerhub.Telemetry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the hub's frames say, as JSON. Field names are a promise to other programs. */
public final class FrameJson {
    private static final Fields FIELDS = new Fields();

    private FrameJson() {}

    /** A frame that could not be read, and why. */
    static String malformed(String error, int offset) {
        return failure(error, offset).toString();
    }

    /** A write to FFF1. */
    static String commands(List<ChannelCommand> commands) {
        return success().put("commands", objects(commands)).toString();
    }

    /** A write to FFF1 that breaks somewhere, and the commands before that. */
    static String malformedCommands(String error, int offset, List<ChannelCommand> before) {
        return failure(error, offset).put("commands", objects(before)).toString();
    }

    private static List<JsonLine> objects(List<ChannelCommand> commands) {
        List<JsonLine> objects = new ArrayList<>(commands.size());
        for (ChannelCommand command : commands) {
            objects.add(command.read(FIELDS));
        }
        return objects;
    }

    static String levels(ChannelLevels levels) {
        List<Integer> values = new ArrayList<>(levels.count());
        for (int i = 0; i < levels.count(); i++) {
            values.add(levels.of(Channel.of(i)).value());
        }
        return success().put("levels", values).toString();
    }

    static String powerCommand(PowerCommand command) {
        JsonLine line = success().put("layout", "command");
        if (command instanceof PowerCommand.SleepThreshold sleep) {
            line.put("command", "sleep_threshold").put("sleep_mv", sleep.millivolts());
        } else if (command instanceof PowerCommand.WakeThreshold wake) {
            line.put("command", "wake_threshold").put("wake_mv", wake.millivolts());
        } else if (command instanceof PowerCommand.HighTemperature high) {
            line.put("command", "high_temperature").put("high_centi", high.centiDegrees());
        } else if (command instanceof PowerCommand.RecoverTemperature recover) {
            line.put("command", "recover_temperature").put("recover_centi", recover.centiDegrees());
        } else {
            line.put("command", command instanceof PowerCommand.ForceSleep ? "force_sleep" : "force_wake");
        }
        return line.toString();
    }

    static String settings(PowerSettings settings) {
        JsonLine line = success().put("layout", settings.layout().name());
        boolean dual = settings.layout().has(PowerField.CONTROL_TEMPERATURE);
        for (PowerField field : settings.layout().fields()) {
            optional(line, name(field, dual), settings.value(field));
        }
        if (settings.layout().hasFlags()) {
            JsonLine flags = new JsonLine().put("thermal_active", settings.isThermalActive());
            flags.put(dual ? "power_temp_valid" : "temp_valid", settings.isValid(PowerField.POWER_TEMPERATURE));
            if (dual) {
                flags.put("control_temp_valid", settings.isValid(PowerField.CONTROL_TEMPERATURE));
            }
            line.put("flags", flags);
        }
        return line.toString();
    }

    public static String telemetry(Telemetry telemetry) {
        return telemetry(success(), telemetry);
    }

    /** One of a stream of monitor frames. */
    static String measurement(Telemetry telemetry, Instant at) {
        return telemetry(success().put("timestamp", at), telemetry);
    }

    /** One that makes no sense. */
    static String unreadable(String error, String hex, Instant at) {
        return new JsonLine()
                .put("ok", false)
                .put("timestamp", at)
                .put("error", error)
                .put("value", hex)
                .toString();
    }

    private static String telemetry(JsonLine line, Telemetry telemetry) {
        line.put("layout", telemetry.layout().name());
        optional(line, "vin_mv", telemetry.supplyMillivolts());
        optional(line, "power_temp_centi", telemetry.powerCentiDegrees());
        optional(line, "control_temp_centi", telemetry.controlCentiDegrees());
        if (telemetry.layout().hasTotal()) {
            // What is not a number becomes null.
            line.put("total_current", telemetry.totalAmperes().orElse(Double.NaN));
        }
        List<@Nullable Double> currents = new ArrayList<>(telemetry.layout().channels());
        for (int i = 0; i < telemetry.layout().channels(); i++) {
            OptionalDouble current = telemetry.amperes(Channel.of(i));
            currents.add(current.isPresent() ? current.getAsDouble() : null);
        }
        line.put("channel_currents", currents);
        JsonLine flags = new JsonLine();
        for (MonitorFlag flag : MonitorFlag.values()) {
            flags.put(name(flag), telemetry.has(flag));
        }
        return line.put("flags", flags).toString();
    }

    private static String name(PowerField field, boolean dual) {
        return switch (field) {
            case SUPPLY -> "vin_mv";
            case POWER_TEMPERATURE -> dual ? "power_temp_centi" : "temp_centi";
            case CONTROL_TEMPERATURE -> "control_temp_centi";
            case HIGH -> "high_centi";
            case RECOVER -> "recover_centi";
            case SLEEP -> "sleep_mv";
            case WAKE -> "wake_mv";
        };
    }

    private static String name(MonitorFlag flag) {
        return switch (flag) {
            case THERMAL_ACTIVE -> "thermal_active";
            case TEMPERATURE_VALID -> "temp_valid";
            case CURRENT_VALID -> "current_valid";
            case CALIBRATED -> "calibrated";
            case PERIPHERAL_POWER -> "peripheral_power";
        };
    }

    private static JsonLine success() {
        return new JsonLine().put("ok", true);
    }

    private static JsonLine failure(String error, int offset) {
        return new JsonLine().put("ok", false).put("error", error).put("offset", offset);
    }

    private static void optional(JsonLine line, String name, OptionalInt value) {
        if (value.isPresent()) {
            line.put(name, value.getAsInt());
        } else {
            line.putNull(name);
        }
    }

    /** One command as an object. */
    private static final class Fields implements ChannelCommand.Fields<JsonLine> {
        @Override
        public JsonLine set(Channel channel, int level) {
            return command("set", channel).put("level", level);
        }

        @Override
        public JsonLine fade(Channel channel, int level, int durationMillis) {
            return command("fade", channel).put("level", level).put("duration_ms", durationMillis);
        }

        @Override
        public JsonLine blink(Channel channel, int periodMillis) {
            return command("blink", channel).put("period_ms", periodMillis);
        }

        @Override
        public JsonLine strobe(Channel channel, int count, int totalMillis, int pauseMillis) {
            return command("strobe", channel)
                    .put("count", count)
                    .put("total_ms", totalMillis)
                    .put("pause_ms", pauseMillis);
        }

        private static JsonLine command(String mode, Channel channel) {
            return new JsonLine().put("mode", mode).put("channel", channel.index());
        }
    }
}

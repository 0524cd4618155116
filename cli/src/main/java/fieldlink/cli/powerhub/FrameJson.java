package fieldlink.cli.powerhub;

import fieldlink.powerhub.Channel;
import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.ChannelLevels;
import fieldlink.powerhub.MonitorFlag;
import fieldlink.powerhub.PowerCommand;
import fieldlink.powerhub.PowerField;
import fieldlink.powerhub.PowerSettings;
import fieldlink.powerhub.Telemetry;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What the hub's frames say, as JSON. Field names are a promise to other programs. */
final class FrameJson {
    private FrameJson() {}

    /** A frame that could not be read, and why. */
    static String malformed(String error, int offset) {
        return failure(error, offset).close().toString();
    }

    /** A write to FFF1. */
    static String commands(List<ChannelCommand> commands) {
        return with(commands, success());
    }

    /** A write to FFF1 that breaks somewhere, and the commands before that. */
    static String malformedCommands(String error, int offset, List<ChannelCommand> before) {
        return with(before, failure(error, offset));
    }

    private static String with(List<ChannelCommand> commands, JsonLine line) {
        line.openArray("commands");
        CommandFields fields = new CommandFields(line);
        for (ChannelCommand command : commands) {
            command.read(fields);
        }
        return line.closeArray().close().toString();
    }

    static String levels(ChannelLevels levels) {
        JsonLine line = success().openArray("levels");
        for (int i = 0; i < levels.count(); i++) {
            line.element(levels.of(Channel.of(i)).value());
        }
        return line.closeArray().close().toString();
    }

    static String powerCommand(PowerCommand command) {
        JsonLine line = success().text("layout", "command");
        if (command instanceof PowerCommand.SleepThreshold sleep) {
            line.text("command", "sleep_threshold").number("sleep_mv", sleep.millivolts());
        } else if (command instanceof PowerCommand.WakeThreshold wake) {
            line.text("command", "wake_threshold").number("wake_mv", wake.millivolts());
        } else if (command instanceof PowerCommand.HighTemperature high) {
            line.text("command", "high_temperature").number("high_centi", high.centiDegrees());
        } else if (command instanceof PowerCommand.RecoverTemperature recover) {
            line.text("command", "recover_temperature").number("recover_centi", recover.centiDegrees());
        } else {
            line.text("command", command instanceof PowerCommand.ForceSleep ? "force_sleep" : "force_wake");
        }
        return line.close().toString();
    }

    static String settings(PowerSettings settings) {
        JsonLine line = success().text("layout", settings.layout().name());
        boolean dual = settings.layout().has(PowerField.CONTROL_TEMPERATURE);
        for (PowerField field : settings.layout().fields()) {
            optional(line, name(field, dual), settings.value(field));
        }
        if (settings.layout().hasFlags()) {
            line.openObject("flags").truth("thermal_active", settings.isThermalActive());
            line.truth(dual ? "power_temp_valid" : "temp_valid", settings.isValid(PowerField.POWER_TEMPERATURE));
            if (dual) {
                line.truth("control_temp_valid", settings.isValid(PowerField.CONTROL_TEMPERATURE));
            }
            line.close();
        }
        return line.close().toString();
    }

    static String telemetry(Telemetry telemetry) {
        JsonLine line = success().text("layout", telemetry.layout().name());
        optional(line, "vin_mv", telemetry.supplyMillivolts());
        optional(line, "power_temp_centi", telemetry.powerCentiDegrees());
        optional(line, "control_temp_centi", telemetry.controlCentiDegrees());
        if (telemetry.layout().hasTotal()) {
            OptionalDouble total = telemetry.totalAmperes();
            if (total.isPresent()) {
                line.decimal("total_current", (float) total.getAsDouble());
            } else {
                line.nothing("total_current");
            }
        }
        line.openArray("channel_currents");
        for (int i = 0; i < telemetry.layout().channels(); i++) {
            OptionalDouble current = telemetry.amperes(Channel.of(i));
            if (current.isPresent()) {
                line.element((float) current.getAsDouble());
            } else {
                line.elementNothing();
            }
        }
        line.closeArray().openObject("flags");
        for (MonitorFlag flag : MonitorFlag.values()) {
            line.truth(name(flag), telemetry.has(flag));
        }
        return line.close().close().toString();
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
        return new JsonLine().open().truth("ok", true);
    }

    private static JsonLine failure(String error, int offset) {
        return new JsonLine().open().truth("ok", false).text("error", error).number("offset", offset);
    }

    private static void optional(JsonLine line, String name, OptionalInt value) {
        if (value.isPresent()) {
            line.number(name, value.getAsInt());
        } else {
            line.nothing(name);
        }
    }

    /** One command of a batch as an object of its array. */
    private record CommandFields(JsonLine line) implements ChannelCommand.Fields<JsonLine> {
        @Override
        public JsonLine set(Channel channel, int level) {
            return head("set", channel).number("level", level).close();
        }

        @Override
        public JsonLine fade(Channel channel, int level, int durationMillis) {
            return head("fade", channel)
                    .number("level", level)
                    .number("duration_ms", durationMillis)
                    .close();
        }

        @Override
        public JsonLine blink(Channel channel, int periodMillis) {
            return head("blink", channel).number("period_ms", periodMillis).close();
        }

        @Override
        public JsonLine strobe(Channel channel, int count, int totalMillis, int pauseMillis) {
            return head("strobe", channel)
                    .number("count", count)
                    .number("total_ms", totalMillis)
                    .number("pause_ms", pauseMillis)
                    .close();
        }

        private JsonLine head(String mode, Channel channel) {
            return line.open().text("mode", mode).number("channel", channel.index());
        }
    }
}

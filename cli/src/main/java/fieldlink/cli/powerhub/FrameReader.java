package fieldlink.cli.powerhub;

import fieldlink.powerhub.BatchLimits;
import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.ChannelLevels;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.HubCharacteristic;
import fieldlink.powerhub.MonitorLayout;
import fieldlink.powerhub.PowerCommand;
import fieldlink.powerhub.PowerLayout;
import fieldlink.powerhub.PowerSettings;
import fieldlink.powerhub.Telemetry;
import fieldlink.powerhub.WireBytes;
import fieldlink.powerhub.WireFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads frames of one characteristic as people and programs write them: a line of hex each. */
final class FrameReader {
    private final HubCharacteristic characteristic;
    private final Optional<PowerLayout> powerLayout;
    private final Optional<MonitorLayout> monitorLayout;

    /** @param layout by name, where the length of a frame does not tell; of the characteristic's own kind */
    FrameReader(HubCharacteristic characteristic, Optional<String> layout) {
        this.characteristic = characteristic;
        boolean power = characteristic == HubCharacteristic.POWER;
        boolean monitor = characteristic == HubCharacteristic.MONITOR;
        if (layout.isPresent() && !power && !monitor) {
            throw new IllegalArgumentException("--layout is for FFF5 and FFF6; " + characteristic + " has only one");
        }
        powerLayout =
                power && layout.isPresent() ? Optional.of(oneOf(PowerLayout.values(), layout.get())) : Optional.empty();
        monitorLayout = monitor && layout.isPresent()
                ? Optional.of(oneOf(MonitorLayout.values(), layout.get()))
                : Optional.empty();
    }

    /** @param warnings about a frame that is well-formed, for the person at the terminal */
    record Outcome(boolean ok, String json, List<String> warnings) {}

    Outcome read(String text) {
        WireBytes frame;
        try {
            frame = WireBytes.parse(text);
        } catch (IllegalArgumentException e) {
            return malformed(e, 0);
        }
        if (characteristic == HubCharacteristic.CONTROL) {
            return commands(frame);
        }
        try {
            return new Outcome(true, decode(frame), List.of());
        } catch (WireFormatException e) {
            return malformed(e, e.offset());
        }
    }

    /** Unlike other frames, a write to FFF1 means something up to where it breaks: the hub runs what it understood. */
    private static Outcome commands(WireBytes frame) {
        List<ChannelCommand> commands = new ArrayList<>();
        List<String> hazards = new ArrayList<>();
        int at = 0;
        try {
            do {
                ChannelCommand command = ChannelCommand.decode(frame, at);
                commands.add(command);
                if (command.hazard().isPresent()) {
                    hazards.add(command.hazard().get().reason());
                }
                at += command.encodedLength();
            } while (at < frame.length());
            if (frame.length() > BatchLimits.BUFFER_BYTES) {
                CommandBatch.decode(frame);
            }
        } catch (WireFormatException e) {
            return new Outcome(
                    false, FrameJson.malformedCommands(String.valueOf(e.getMessage()), e.offset(), commands), hazards);
        }
        return new Outcome(true, FrameJson.commands(commands), hazards);
    }

    private Outcome malformed(RuntimeException failure, int offset) {
        String error = String.valueOf(failure.getMessage());
        String json = characteristic == HubCharacteristic.CONTROL
                ? FrameJson.malformedCommands(error, offset, List.of())
                : FrameJson.malformed(error, offset);
        return new Outcome(false, json, List.of());
    }

    private String decode(WireBytes frame) {
        return switch (characteristic) {
            case CONTROL -> throw new IllegalStateException("commands have a way of their own");
            case LEVELS -> FrameJson.levels(ChannelLevels.decode(frame));
            case POWER ->
                frame.length() == PowerCommand.LENGTH
                        ? FrameJson.powerCommand(PowerCommand.decode(frame))
                        : FrameJson.settings(PowerSettings.decode(
                                powerLayout.isPresent() ? powerLayout.get() : PowerLayout.ofRead(frame), frame));
            case MONITOR ->
                FrameJson.telemetry(
                        monitorLayout.isPresent()
                                ? Telemetry.decodeNotification(monitorLayout.get(), frame)
                                : Telemetry.decode(frame));
        };
    }

    private static <E extends Enum<E>> E oneOf(E[] layouts, String name) {
        StringBuilder known = new StringBuilder();
        for (E layout : layouts) {
            if (layout.name().equalsIgnoreCase(name)) {
                return layout;
            }
            known.append(known.isEmpty() ? "" : ", ").append(layout.name());
        }
        throw new IllegalArgumentException("'" + name + "' is none of " + known);
    }
}

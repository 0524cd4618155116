package fieldlink.powerhub;

import java.util.ArrayList;
import java.util.List;

/**
 * Commands in the order in which they run, written to FFF1 in one piece.
 *
 * <p>The firmware does not take a batch as a whole: it queues command by command and keeps what it queued before an
 * error. That is why a batch is checked whole before it is sent, and why {@link #split} only cuts between commands.
 */
public record CommandBatch(List<ChannelCommand> commands) {
    public CommandBatch {
        commands = commands instanceof FixedList ? commands : new FixedList<>(commands.toArray(ChannelCommand[]::new));
        if (commands.isEmpty()) {
            throw new IllegalArgumentException("a batch without commands says nothing; the hub refuses an empty write");
        }
        // Only a batch of many commands can be too long; the length of the others is not worth counting.
        boolean mayBeTooLong = commands.size() * ChannelCommand.MAX_LENGTH > BatchLimits.BUFFER_BYTES;
        if (mayBeTooLong && lengthOf(commands) > BatchLimits.BUFFER_BYTES) {
            throw new IllegalArgumentException("a batch of " + lengthOf(commands)
                    + " bytes does not fit the hub's buffer of " + BatchLimits.BUFFER_BYTES + "; split it");
        }
    }

    /** Commands that the firmware carries out. */
    public static CommandBatch of(List<ChannelCommand> commands) {
        for (int i = 0; i < commands.size(); i++) {
            if (commands.get(i) instanceof ChannelCommand.Unsafe command) {
                throw new IllegalArgumentException("command " + (i + 1) + " of " + commands.size() + ": "
                        + Hazard.of(command.mode(), command.parameters())
                                .orElseThrow()
                                .reason());
            }
        }
        return new CommandBatch(commands);
    }

    public static CommandBatch of(ChannelCommand... commands) {
        return of(List.of(commands));
    }

    /** The laboratory's door: takes also what reboots a real hub. */
    public static CommandBatch unsafe(List<ChannelCommand> commands) {
        return new CommandBatch(commands);
    }

    /**
     * Reads a whole write to FFF1.
     *
     * @throws WireFormatException at the first command that breaks the grammar, or when there is none at all
     */
    public static CommandBatch decode(WireBytes frame) {
        if (frame.length() > BatchLimits.BUFFER_BYTES) {
            throw new WireFormatException(
                    BatchLimits.BUFFER_BYTES,
                    "the end, at most " + BatchLimits.BUFFER_BYTES + " bytes",
                    frame.length() + " bytes");
        }
        byte[] bytes = frame.array();
        ChannelCommand[] commands = new ChannelCommand[CommandDecoder.count(bytes)];
        int at = 0;
        for (int i = 0; i < commands.length; i++) {
            commands[i] = CommandDecoder.decode(bytes, at);
            at += CommandDecoder.length(bytes[at] & 0xff);
        }
        return new CommandBatch(new FixedList<>(commands));
    }

    public WireBytes encode() {
        byte[] frame = new byte[encodedLength()];
        int at = 0;
        for (int i = 0; i < commands.size(); i++) {
            at = commands.get(i).encode(frame, at);
        }
        return WireBytes.adopt(frame);
    }

    public int encodedLength() {
        return lengthOf(commands);
    }

    /** Whether the firmware carries out every command of it. */
    public boolean isSafe() {
        for (int i = 0; i < commands.size(); i++) {
            if (commands.get(i) instanceof ChannelCommand.Unsafe) {
                return false;
            }
        }
        return true;
    }

    public boolean fits(BatchLimits limits) {
        return commands.size() <= limits.commands() && encodedLength() <= limits.bytes();
    }

    /** The same commands in the same order, in as few batches as the limits allow. */
    public List<CommandBatch> split(BatchLimits limits) {
        return fits(limits) ? List.of(this) : split(commands, limits);
    }

    /** Any number of commands, in as few batches as the limits allow. */
    public static List<CommandBatch> split(List<ChannelCommand> commands, BatchLimits limits) {
        List<CommandBatch> batches = new ArrayList<>();
        int from = 0;
        int bytes = 0;
        for (int i = 0; i < commands.size(); i++) {
            int length = commands.get(i).encodedLength();
            if (i - from == limits.commands() || bytes + length > limits.bytes()) {
                batches.add(new CommandBatch(commands.subList(from, i)));
                from = i;
                bytes = 0;
            }
            bytes += length;
        }
        if (from < commands.size()) {
            batches.add(new CommandBatch(commands.subList(from, commands.size())));
        }
        return batches;
    }

    /** The commands of several batches, one batch after the other. */
    public static CommandBatch join(List<CommandBatch> batches) {
        List<ChannelCommand> all = new ArrayList<>();
        for (CommandBatch batch : batches) {
            all.addAll(batch.commands);
        }
        return new CommandBatch(all);
    }

    private static int lengthOf(List<ChannelCommand> commands) {
        int length = 0;
        for (int i = 0; i < commands.size(); i++) {
            length += commands.get(i).encodedLength();
        }
        return length;
    }
}

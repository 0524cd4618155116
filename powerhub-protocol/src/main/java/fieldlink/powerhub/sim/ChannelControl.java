package fieldlink.powerhub.sim;

import fieldlink.powerhub.AttError;
import fieldlink.powerhub.WireBytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The firmware's FFF1: parser, queue, executor and the six outputs. */
final class ChannelControl {
    private static final int BUFFER_BYTES = 256;
    private static final int QUEUE_DEPTH = 16;
    private static final int SHORTEST_WRITE = 2;

    private final PwmOutput[] outputs = new PwmOutput[FirmwareCommand.CHANNELS];
    private final @Nullable FirmwareCommand[] lastExecuted = new FirmwareCommand[FirmwareCommand.CHANNELS];
    private final long[] fadeEnds = new long[FirmwareCommand.CHANNELS];
    private final Deque<FirmwareCommand> queue = new ArrayDeque<>();
    private final Quirks quirks;
    private final Runnable executed;

    /** @param executed called after each command that was carried out */
    ChannelControl(PwmPins pins, Quirks quirks, Runnable executed) {
        this.quirks = quirks;
        this.executed = executed;
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = new PwmOutput(i, pins);
        }
    }

    /** Takes a write apart and queues it; nothing runs yet. What was queued before an error stays queued. */
    WriteReport receive(WireBytes write) {
        WireBytes input = write;
        if (write.length() > BUFFER_BYTES) {
            if (quirks.oversize() == Quirks.Oversize.REJECTED) {
                return WriteReport.of(AttError.UNLIKELY);
            }
            input = write.slice(0, BUFFER_BYTES);
        }
        if (input.length() < SHORTEST_WRITE) {
            return WriteReport.of(AttError.INVALID_LENGTH);
        }
        List<WireBytes> accepted = new ArrayList<>();
        int status = Att.SUCCESS;
        for (int at = 0; at < input.length() && status == Att.SUCCESS; ) {
            if (FirmwareCommand.parse(input, at) instanceof FirmwareCommand.Parsed parsed
                    && parsed.command().hasValidChannel()) {
                FirmwareCommand command = parsed.command();
                at += command.length();
                if (queue.size() == QUEUE_DEPTH) {
                    status = AttError.INSUFFICIENT_RESOURCES.code();
                } else {
                    queue.add(command);
                    accepted.add(command.encode());
                }
            } else {
                status = AttError.INVALID_LENGTH.code();
            }
        }
        return new WriteReport(OptionalInt.of(status), accepted);
    }

    /** Runs what is queued, as far as running fades allow. */
    void drain(long nowMillis) {
        while (!queue.isEmpty() && !isBlocked(queue.peek(), nowMillis)) {
            FirmwareCommand command = queue.remove();
            if (execute(command, nowMillis)) {
                lastExecuted[command.channel()] = command;
                executed.run();
            }
        }
    }

    private boolean isBlocked(FirmwareCommand next, long nowMillis) {
        return quirks.fadesBlock() && fadeEnds[next.channel()] > nowMillis;
    }

    private boolean execute(FirmwareCommand command, long nowMillis) {
        boolean done = outputs[command.channel()].execute(command, nowMillis / PwmOutput.TICK_MILLIS);
        if (done) {
            fadeEnds[command.channel()] =
                    command.mode() == FirmwareCommand.FADE ? nowMillis + command.fadeMillis() : nowMillis;
        }
        return done;
    }

    /** When something happens by itself next: a timer, or the end of a fade that commands wait for. */
    long nextMillis() {
        long next = PwmOutput.NEVER;
        for (PwmOutput output : outputs) {
            if (output.dueTick() != PwmOutput.NEVER) {
                next = Math.min(next, output.dueTick() * PwmOutput.TICK_MILLIS);
            }
        }
        FirmwareCommand waiting = queue.peek();
        return waiting == null ? next : Math.min(next, fadeEnds[waiting.channel()]);
    }

    /** Lets the timers of this moment fire, then commands that waited for it run. */
    void runAt(long nowMillis) {
        long tick = nowMillis / PwmOutput.TICK_MILLIS;
        for (PwmOutput output : outputs) {
            if (output.dueTick() <= tick) {
                output.fireAt(tick);
            }
        }
        drain(nowMillis);
    }

    WireBytes levels() {
        byte[] levels = new byte[outputs.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) outputs[i].level();
        }
        return WireBytes.of(levels);
    }

    /** Without any command: at boot. */
    void restore(WireBytes levels) {
        for (int i = 0; i < outputs.length; i++) {
            outputs[i].restore(levels.u8(i));
        }
    }

    /** Everything dark and every pattern stopped; queued commands stay. */
    void shutOff() {
        for (PwmOutput output : outputs) {
            output.restore(0);
        }
    }

    /** Runs each output's last command again, from its beginning. Nothing is stored or notified by that. */
    void replay(long nowMillis) {
        for (FirmwareCommand command : lastExecuted) {
            if (command != null) {
                execute(command, nowMillis);
            }
        }
    }
}

package fieldlink.powerhub;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The codec next to loops over a {@link ByteBuffer} that somebody would write by hand for the same result: a full batch
 * of 16 commands into the same records and back, and a 36-byte monitor frame into its readings and back. How to run it
 * and what it showed: docs/benchmarks.md.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
    private static final int COMMANDS = 16;

    private final CommandBatch batch = CommandBatch.of(commands());
    private final WireBytes batchFrame = batch.encode();
    private final byte[] batchBytes = batchFrame.toByteArray();
    private final WireBytes monitorFrame =
            WireBytes.parse("32d909d00955414800003f80000040000000404000004080000040a0000040c000001e00");
    private final byte[] monitorBytes = monitorFrame.toByteArray();
    private final Telemetry telemetry = Telemetry.decode(monitorFrame);
    private final Readings readings = readByHand(monitorBytes);

    /** JMH makes one. */
    public CodecBenchmark() {}

    private static List<ChannelCommand> commands() {
        List<ChannelCommand> commands = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            Channel channel = Channel.of(i % Channel.COUNT);
            commands.add(
                    switch (i % 4) {
                        case 0 -> new ChannelCommand.Set(channel, Level.of(i * 15));
                        case 1 -> new ChannelCommand.Fade(channel, Level.of(i * 15), Duration.ofMillis(100 + i));
                        case 2 -> new ChannelCommand.Blink(channel, Duration.ofMillis(1000 + i));
                        default ->
                            new ChannelCommand.Strobe(channel, i, Duration.ofMillis(5000), Duration.ofMillis(200));
                    });
        }
        return commands;
    }

    /** Every reading of a monitor frame. */
    private record Readings(
            int supply,
            int power,
            int control,
            float total,
            float first,
            float second,
            float third,
            float fourth,
            float fifth,
            float sixth,
            int flags) {}

    @Benchmark
    public CommandBatch decodeBatch() {
        return CommandBatch.decode(batchFrame);
    }

    @Benchmark
    public List<ChannelCommand> decodeBatchByHand() {
        ByteBuffer buffer = ByteBuffer.wrap(batchBytes);
        List<ChannelCommand> commands = new ArrayList<>(COMMANDS);
        while (buffer.hasRemaining()) {
            int mode = buffer.get();
            Channel channel = Channel.of(buffer.get());
            commands.add(
                    switch (mode) {
                        case 0 -> new ChannelCommand.Set(channel, Level.of(buffer.get() & 0xff));
                        case 1 ->
                            new ChannelCommand.Fade(
                                    channel,
                                    Level.of(buffer.get() & 0xff),
                                    Duration.ofMillis(buffer.getShort() & 0xffff));
                        case 2 -> new ChannelCommand.Blink(channel, Duration.ofMillis(buffer.getShort() & 0xffff));
                        case 3 ->
                            new ChannelCommand.Strobe(
                                    channel,
                                    buffer.get() & 0xff,
                                    Duration.ofMillis(buffer.getShort() & 0xffff),
                                    Duration.ofMillis(buffer.getShort() & 0xffff));
                        default -> throw new IllegalArgumentException("mode " + mode);
                    });
        }
        return List.copyOf(commands);
    }

    @Benchmark
    public WireBytes encodeBatch() {
        return batch.encode();
    }

    @Benchmark
    public byte[] encodeBatchByHand() {
        int length = 0;
        for (ChannelCommand command : batch.commands()) {
            length += command.encodedLength();
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        for (ChannelCommand command : batch.commands()) {
            buffer.put((byte) command.mode().code());
            buffer.put((byte) command.channel().index());
            if (command instanceof ChannelCommand.Set set) {
                buffer.put((byte) set.level().value());
            } else if (command instanceof ChannelCommand.Fade fade) {
                buffer.put((byte) fade.level().value());
                buffer.putShort((short) fade.duration().toMillis());
            } else if (command instanceof ChannelCommand.Blink blink) {
                buffer.putShort((short) blink.period().toMillis());
            } else if (command instanceof ChannelCommand.Strobe strobe) {
                buffer.put((byte) strobe.count());
                buffer.putShort((short) strobe.total().toMillis());
                buffer.putShort((short) strobe.pause().toMillis());
            }
        }
        return buffer.array();
    }

    @Benchmark
    public Telemetry decodeMonitor() {
        return Telemetry.decode(MonitorLayout.M36, monitorFrame);
    }

    @Benchmark
    public void decodeMonitorAndReadAll(Blackhole hole) {
        Telemetry telemetry = Telemetry.decode(MonitorLayout.M36, monitorFrame);
        hole.consume(telemetry.supplyMillivolts().orElse(-1));
        hole.consume(telemetry.powerCentiDegrees().orElse(-1));
        hole.consume(telemetry.controlCentiDegrees().orElse(-1));
        hole.consume(telemetry.totalAmperes().orElse(-1));
        for (int i = 0; i < Channel.COUNT; i++) {
            hole.consume(telemetry.amperes(Channel.of(i)).orElse(-1));
        }
        hole.consume(telemetry.flags());
    }

    @Benchmark
    public Object decodeMonitorByHand() {
        return readByHand(monitorBytes);
    }

    @Benchmark
    public void decodeMonitorAndReadAllByHand(Blackhole hole) {
        Readings all = readByHand(monitorBytes);
        hole.consume(all.supply());
        hole.consume(all.power());
        hole.consume(all.control());
        hole.consume(all.total());
        hole.consume(all.first());
        hole.consume(all.second());
        hole.consume(all.third());
        hole.consume(all.fourth());
        hole.consume(all.fifth());
        hole.consume(all.sixth());
        hole.consume(all.flags());
    }

    /** A telemetry value is its bytes, so that there is nothing to do. */
    @Benchmark
    public WireBytes encodeMonitor() {
        return telemetry.encode();
    }

    @Benchmark
    public WireBytes composeMonitor() {
        TelemetryDraft draft = new TelemetryDraft(MonitorLayout.M36)
                .supply(readings.supply())
                .powerTemperature(OptionalInt.of(readings.power()))
                .controlTemperature(OptionalInt.of(readings.control()))
                .totalBits(Float.floatToRawIntBits(readings.total()))
                .currentBits(Channel.of(0), Float.floatToRawIntBits(readings.first()))
                .currentBits(Channel.of(1), Float.floatToRawIntBits(readings.second()))
                .currentBits(Channel.of(2), Float.floatToRawIntBits(readings.third()))
                .currentBits(Channel.of(3), Float.floatToRawIntBits(readings.fourth()))
                .currentBits(Channel.of(4), Float.floatToRawIntBits(readings.fifth()))
                .currentBits(Channel.of(5), Float.floatToRawIntBits(readings.sixth()))
                .flags(readings.flags());
        return draft.build().encode();
    }

    @Benchmark
    public byte[] encodeMonitorByHand() {
        ByteBuffer buffer = ByteBuffer.allocate(36);
        buffer.putShort((short) readings.supply());
        buffer.putShort((short) readings.power());
        buffer.putShort((short) readings.control());
        buffer.putFloat(readings.total());
        buffer.putFloat(readings.first());
        buffer.putFloat(readings.second());
        buffer.putFloat(readings.third());
        buffer.putFloat(readings.fourth());
        buffer.putFloat(readings.fifth());
        buffer.putFloat(readings.sixth());
        buffer.put((byte) readings.flags());
        return buffer.array();
    }

    private static Readings readByHand(byte[] frame) {
        if (frame.length != 36) {
            throw new IllegalArgumentException(frame.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(frame);
        Readings readings = new Readings(
                buffer.getShort() & 0xffff,
                buffer.getShort(),
                buffer.getShort(),
                current(buffer),
                current(buffer),
                current(buffer),
                current(buffer),
                current(buffer),
                current(buffer),
                current(buffer),
                buffer.get());
        if ((readings.flags() & 0xe8) != 0x08 || buffer.get() != 0) {
            throw new IllegalArgumentException("flags " + readings.flags());
        }
        return readings;
    }

    private static float current(ByteBuffer buffer) {
        int bits = buffer.getInt();
        if ((bits & 0x7f80_0000) == 0x7f80_0000 && bits != -1) {
            throw new IllegalArgumentException("current " + bits);
        }
        return Float.intBitsToFloat(bits);
    }
}

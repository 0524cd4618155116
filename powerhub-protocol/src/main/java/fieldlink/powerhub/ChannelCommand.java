package fieldlink.powerhub;

import java.time.Duration;
import java.util.Optional;

/**
 * One command to one output, as written to FFF1. Every value of {@link Set}, {@link Fade}, {@link Blink} and
 * {@link Strobe} is one that the firmware carries out; what it ignores or does not survive cannot be built, except
 * through {@link UnsafeCommands}. Times are whole milliseconds up to 65535.
 */
public sealed interface ChannelCommand {
    /** Mode and channel, in front of every command's parameters. */
    int HEADER_LENGTH = 2;

    /** The longest command, a strobe. */
    int MAX_LENGTH = HEADER_LENGTH + 5;

    Mode mode();

    Channel channel();

    /** The bytes after mode and channel, as one big-endian number. */
    long parameters();

    /**
     * Writes the command.
     *
     * @return where the next one goes
     */
    int encode(byte[] target, int offset);

    default int encodedLength() {
        return HEADER_LENGTH + mode().parameterLength();
    }

    /** Why the firmware will not do this; empty for everything but {@link Unsafe}. */
    default Optional<Hazard> hazard() {
        return Optional.empty();
    }

    /** The command's fields in the units of the wire, whether it is a safe one or not. */
    default <R> R read(Fields<R> reader) {
        long packed = parameters();
        int millis = Parameters.lastMillis(packed);
        return switch (mode()) {
            case SET -> reader.set(channel(), Parameters.level(Mode.SET, packed));
            case FADE -> reader.fade(channel(), Parameters.level(Mode.FADE, packed), millis);
            case BLINK -> reader.blink(channel(), millis);
            case STROBE -> reader.strobe(channel(), Parameters.count(packed), Parameters.totalMillis(packed), millis);
        };
    }

    /** What {@link #read} hands over. */
    interface Fields<R> {
        R set(Channel channel, int level);

        R fade(Channel channel, int level, int durationMillis);

        R blink(Channel channel, int periodMillis);

        R strobe(Channel channel, int count, int totalMillis, int pauseMillis);
    }

    /** Goes to a level at once, ending any pattern. */
    record Set(Channel channel, Level level) implements ChannelCommand {
        @Override
        public Mode mode() {
            return Mode.SET;
        }

        @Override
        public long parameters() {
            return level.value();
        }

        @Override
        public int encode(byte[] target, int offset) {
            Wire.header(target, offset, Mode.SET, channel);
            target[offset + 2] = (byte) level.value();
            return offset + 3;
        }
    }

    /**
     * Moves to a level in a straight line, ending any pattern. The hardware takes between half and twice the duration.
     *
     * @param duration zero for at once; to off or full otherwise at least 5 ms
     */
    record Fade(Channel channel, Level level, Duration duration) implements ChannelCommand {
        public Fade {
            int millis = Wire.millis("fade duration", duration);
            Wire.refuse(Hazard.ofFade(level.value(), millis));
        }

        @Override
        public Mode mode() {
            return Mode.FADE;
        }

        @Override
        public long parameters() {
            return ((long) level.value() << 16) | duration.toMillis();
        }

        @Override
        public int encode(byte[] target, int offset) {
            Wire.header(target, offset, Mode.FADE, channel);
            target[offset + 2] = (byte) level.value();
            return Wire.u16(target, offset + 3, (int) duration.toMillis());
        }
    }

    /**
     * Off, on, off, on, half a period each, until another command comes. "On" is the level the output had.
     *
     * @param period of one off and one on, at least 20 ms; the firmware rounds half of it down to 10 ms
     */
    record Blink(Channel channel, Duration period) implements ChannelCommand {
        public Blink {
            Wire.refuse(Hazard.ofBlink(Wire.millis("blink period", period)));
        }

        @Override
        public Mode mode() {
            return Mode.BLINK;
        }

        @Override
        public long parameters() {
            return period.toMillis();
        }

        @Override
        public int encode(byte[] target, int offset) {
            Wire.header(target, offset, Mode.BLINK, channel);
            return Wire.u16(target, offset + 2, (int) period.toMillis());
        }
    }

    /**
     * A burst of flashes, repeated after a pause or not at all.
     *
     * @param count flashes in a burst, 1 to 255
     * @param total how long a whole burst takes, at least 20 ms for each flash
     * @param pause between bursts, at least 10 ms; zero for a single burst that ends dark
     */
    record Strobe(Channel channel, int count, Duration total, Duration pause) implements ChannelCommand {
        public Strobe {
            if (count < 0 || count > 255) {
                throw new IllegalArgumentException("strobe count " + count + " is outside 1 to 255");
            }
            int totalMillis = Wire.millis("strobe total", total);
            int pauseMillis = Wire.millis("strobe pause", pause);
            Wire.refuse(Hazard.ofStrobe(count, totalMillis, pauseMillis));
        }

        /** A strobe by what people usually mean: how long one flash with its dark half takes. */
        public static Strobe perFlash(Channel channel, int count, Duration flash, Duration pause) {
            return new Strobe(channel, count, flash.multipliedBy(count), pause);
        }

        @Override
        public Mode mode() {
            return Mode.STROBE;
        }

        @Override
        public long parameters() {
            return Parameters.ofStrobe(count, (int) total.toMillis(), (int) pause.toMillis());
        }

        @Override
        public int encode(byte[] target, int offset) {
            Wire.header(target, offset, Mode.STROBE, channel);
            target[offset + 2] = (byte) count;
            Wire.u16(target, offset + 3, (int) total.toMillis());
            return Wire.u16(target, offset + 5, (int) pause.toMillis());
        }
    }

    /**
     * A well-formed command that the firmware ignores or does not survive: what a frame from elsewhere may hold, and
     * what simulator tests send. Never the same bytes as one of the safe commands.
     */
    record Unsafe(Mode mode, Channel channel, long parameters) implements ChannelCommand {
        public Unsafe {
            Wire.checkWidth(mode, parameters);
            if (Hazard.of(mode, parameters).isEmpty()) {
                throw new IllegalArgumentException("this " + mode + " is safe; build it as one");
            }
        }

        @Override
        public Optional<Hazard> hazard() {
            return Hazard.of(mode, parameters);
        }

        @Override
        public int encode(byte[] target, int offset) {
            Wire.header(target, offset, mode, channel);
            int end = offset + encodedLength();
            long rest = parameters;
            for (int at = end - 1; at >= offset + HEADER_LENGTH; at--) {
                target[at] = (byte) rest;
                rest >>>= 8;
            }
            return end;
        }
    }

    /**
     * Reads the command that starts at an offset. Bytes after it are left alone.
     *
     * @throws WireFormatException in the firmware's own order of checks: header, mode, length, channel
     */
    static ChannelCommand decode(WireBytes frame, int offset) {
        return CommandDecoder.decode(frame.array(), offset);
    }
}

package fieldlink.powerhub.sim;

import fieldlink.powerhub.WireBytes;

/** A command in the firmware's queue: what its parser cut out of a write. */
record FirmwareCommand(int mode, int channel, WireBytes payload) {
    static final int SET = 0;
    static final int FADE = 1;
    static final int BLINK = 2;
    static final int STROBE = 3;
    static final int CHANNELS = 6;
    private static final int HEADER = 2;

    /** What came of parsing one command. */
    sealed interface Parse {}

    record Parsed(FirmwareCommand command) implements Parse {}

    record Rejected(EspError error) implements Parse {}

    /** The firmware's first stage: looks at one command and ignores what follows it. */
    static Parse parse(WireBytes input, int offset) {
        int left = input.length() - offset;
        if (left < HEADER) {
            return new Rejected(EspError.INVALID_SIZE);
        }
        int mode = input.u8(offset);
        if (mode > STROBE) {
            return new Rejected(EspError.INVALID_ARG);
        }
        int payload = payloadLength(mode);
        if (left < HEADER + payload) {
            return new Rejected(EspError.INVALID_SIZE);
        }
        int start = offset + HEADER;
        return new Parsed(new FirmwareCommand(mode, input.u8(offset + 1), input.slice(start, start + payload)));
    }

    private static int payloadLength(int mode) {
        return switch (mode) {
            case SET -> 1;
            case FADE -> 3;
            case BLINK -> 2;
            default -> 5;
        };
    }

    /** The second stage. */
    boolean hasValidChannel() {
        return channel < CHANNELS;
    }

    int length() {
        return HEADER + payload.length();
    }

    /** Of SET and FADE. */
    int value() {
        return payload.u8(0);
    }

    int fadeMillis() {
        return payload.u16(1);
    }

    int blinkMillis() {
        return payload.u16(0);
    }

    int strobeCount() {
        return payload.u8(0);
    }

    int strobeTotalMillis() {
        return payload.u16(1);
    }

    int strobePauseMillis() {
        return payload.u16(3);
    }

    WireBytes encode() {
        byte[] frame = new byte[length()];
        frame[0] = (byte) mode;
        frame[1] = (byte) channel;
        System.arraycopy(payload.toByteArray(), 0, frame, HEADER, payload.length());
        return WireBytes.of(frame);
    }
}

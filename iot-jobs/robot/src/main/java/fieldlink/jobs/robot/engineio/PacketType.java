package fieldlink.jobs.robot.engineio;

import java.util.Optional;

/** The packet types of Engine.IO with their digits on the wire. */
public enum PacketType {
    OPEN('0'),
    CLOSE('1'),
    PING('2'),
    PONG('3'),
    MESSAGE('4'),
    UPGRADE('5'),
    NOOP('6');

    private static final PacketType[] BY_DIGIT = values();

    private final char digit;

    PacketType(char digit) {
        this.digit = digit;
    }

    char digit() {
        return digit;
    }

    static Optional<PacketType> ofDigit(char digit) {
        int index = digit - '0';
        return index >= 0 && index < BY_DIGIT.length ? Optional.of(BY_DIGIT[index]) : Optional.empty();
    }
}

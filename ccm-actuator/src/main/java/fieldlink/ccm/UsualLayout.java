package fieldlink.ccm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * The layout of UARDECS nodes and of our own packets, which nearly all traffic has, read straight through in a third of
 * the time. Whatever differs from it in one byte, but for space behind it, is left to {@link EnvelopeReader}, whose answer for these packets is
 * the same.
 */
final class UsualLayout {
    private static final int NO_NUMBER = -1;
    private static final int MAX_DIGITS = 9;

    private final byte[] bytes;
    private final int end;
    private int at;

    private UsualLayout(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /** The packet, about which there is nothing to remark; null when it is laid out otherwise. */
    static @Nullable CcmPacket read(byte[] bytes, int start, int end) {
        return new UsualLayout(bytes, start, end).packet();
    }

    private @Nullable CcmPacket packet() {
        if (!skip(CcmWriter.TO_TYPE)) {
            return null;
        }
        int type = at;
        int typeEnd = endOfName();
        int room = after(CcmWriter.ROOM, CcmAddress.MAX_ROOM);
        int region = after(CcmWriter.REGION, CcmAddress.MAX_REGION);
        int order = after(CcmWriter.ORDER, CcmAddress.MAX_ORDER);
        int priority = after(CcmWriter.PRIORITY, CcmDatum.WEAKEST_PRIORITY);
        boolean named = typeEnd > type && typeEnd - type <= CcmType.MAX_LENGTH;
        if (!named || (room | region | order | priority) < 0 || !isEndOfTag()) {
            return null;
        }
        at += 2;
        int value = at;
        int valueEnd = endOfDecimal();
        Ipv4Address ip = valueEnd > value && skip(CcmWriter.DATA_TO_IP) ? address() : null;
        if (ip == null || !skip(CcmWriter.IP_TO_END) || !isPadding()) {
            return null;
        }
        CcmType name = new CcmType(string(type, typeEnd));
        return CcmPacket.of(
                ip, new CcmDatum(name, new CcmAddress(room, region, order), priority, string(value, valueEnd)));
    }

    private boolean skip(Literal literal) {
        boolean there = literal.isAt(bytes, at, end);
        at += there ? literal.length() : 0;
        return there;
    }

    private boolean isEndOfTag() {
        return at + 1 < end && bytes[at] == '"' && bytes[at + 1] == '>';
    }

    /** Some senders end the packet with a line; whatever else follows is to be remarked. */
    private boolean isPadding() {
        while (at < end && ByteKind.isSpace(bytes[at])) {
            at++;
        }
        return at == end;
    }

    private int endOfName() {
        int stop = at;
        while (stop < end && bytes[stop] > 0 && ByteKind.isName(bytes[stop])) {
            stop++;
        }
        at = stop;
        return stop;
    }

    private int after(Literal literal, int max) {
        return skip(literal) ? number(max) : NO_NUMBER;
    }

    private int number(int max) {
        int start = at;
        int number = 0;
        int stop = start;
        while (stop < end && ByteKind.isDigit(bytes[stop]) && stop - start < MAX_DIGITS) {
            number = number * 10 + bytes[stop] - '0';
            stop++;
        }
        at = stop;
        return stop > start && number <= max ? number : NO_NUMBER;
    }

    /** Passes over {@code -12.50}; where there is no such number, over nothing. */
    private int endOfDecimal() {
        int start = at < end && bytes[at] == '-' ? at + 1 : at;
        int stop = endOfDigits(start);
        if (stop > start && stop < end && bytes[stop] == '.') {
            int fraction = endOfDigits(stop + 1);
            stop = fraction > stop + 1 ? fraction : stop;
        }
        at = stop > start ? stop : at;
        return at;
    }

    private int endOfDigits(int from) {
        int stop = from;
        while (stop < end && ByteKind.isDigit(bytes[stop])) {
            stop++;
        }
        return stop;
    }

    private @Nullable Ipv4Address address() {
        int bits = 0;
        for (int part = 0; part < 4; part++) {
            boolean separated = part == 0 || (at < end && bytes[at++] == '.');
            int number = separated ? number(255) : NO_NUMBER;
            if (number == NO_NUMBER) {
                return null;
            }
            bits = bits << 8 | number;
        }
        return new Ipv4Address(bits);
    }

    private String string(int from, int to) {
        return new String(bytes, from, to - from, ISO_8859_1);
    }
}

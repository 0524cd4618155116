package fieldlink.ccm;

/** What a byte of a document may be part of, by a table: the loops over bytes are where a packet's time goes. */
final class ByteKind {
    private static final int NAME = 1;
    private static final int NAME_START = 2;
    private static final int TEXT = 4;
    private static final int VALUE = 8;
    private static final int SPACE = 16;
    private static final int TYPE = 32;

    private static final byte[] KINDS = kinds();

    private ByteKind() {}

    static boolean isName(byte b) {
        return is(b, NAME);
    }

    static boolean isNameStart(byte b) {
        return is(b, NAME_START);
    }

    /** Text that surely stands for itself. */
    static boolean isPlainText(byte b) {
        return is(b, TEXT);
    }

    /** Part of an attribute's value that surely stands for itself and does not end it. */
    static boolean isPlainValue(byte b) {
        return is(b, VALUE);
    }

    /** Part of a type that every node takes. */
    static boolean isTypePart(char c) {
        return c < 0x80 && is((byte) c, TYPE);
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static boolean isSpace(byte b) {
        return is(b, SPACE);
    }

    /** Control characters, which no document may hold. */
    static boolean isForbidden(byte b) {
        return b >= 0 && b < ' ' && !isSpace(b);
    }

    private static boolean is(byte b, int kind) {
        return (KINDS[b & 0xff] & kind) != 0;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = (byte) kind((char) i);
        }
        return kinds;
    }

    /** Bytes from 0x80 are parts of characters, which names and texts may have. */
    private static int kind(char c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || c >= 0x80;
        boolean space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        boolean printed = c >= ' ' && c != '<' && c != '&';
        int kind = letter ? NAME | NAME_START : 0;
        kind |= (c >= '0' && c <= '9') || c == '-' || c == '.' ? NAME : 0;
        kind |= (printed && c != ']') || c == '\t' || c == '\n' ? TEXT : 0;
        kind |= printed && c != '"' && c != '\'' ? VALUE : 0;
        kind |= space ? SPACE : 0;
        boolean typePart = c < 0x80 && (kind & NAME) != 0 && c != '-' && c != ':';
        return kind | (typePart ? TYPE : 0);
    }
}

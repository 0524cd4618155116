package fieldlink.ccm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The bytes of a document and how far they are read: words, spaces, comments. A stretch of them is handed around as a
 * number, a span, so that nothing is copied before it is known to be wanted.
 */
final class XmlInput {
    private static final String COMMENT = "<!--";
    private static final String CDATA = "<![CDATA[";
    private static final String CDATA_END = "]]>";

    final byte[] bytes;
    final int end;
    private final boolean ascii;
    int at;

    /**
     * @param bytes valid UTF-8 between {@code from} and {@code end}
     * @param ascii whether it is ASCII only
     */
    XmlInput(byte[] bytes, int from, int end, boolean ascii) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.ascii = ascii;
    }

    boolean isAtEnd() {
        return at >= end;
    }

    /** The byte so many after the current one; a document that has none was cut off. */
    byte peek(int ahead) {
        if (at + ahead >= end) {
            throw truncated();
        }
        return bytes[at + ahead];
    }

    void expect(char c) {
        if (peek(0) != c) {
            throw refused("expected '" + c + "'");
        }
        at++;
    }

    /** Reads the name of an element or attribute. */
    long name() {
        int start = at;
        int stop = start;
        while (stop < end && ByteKind.isName(bytes[stop])) {
            stop++;
        }
        if (stop == end) {
            throw truncated();
        }
        if (stop == start || !ByteKind.isNameStart(bytes[start])) {
            throw refused("expected a name");
        }
        at = stop;
        return span(start, stop);
    }

    /** Reads a quoted value; the span is what stands between the quotes. */
    long quoted() {
        byte quote = peek(0);
        if (quote != '"' && quote != '\'') {
            throw refused("expected a quoted attribute value");
        }
        int start = at + 1;
        at = start;
        skipPlainValue();
        while (at < end && bytes[at] != quote) {
            if (bytes[at] == '<' || ByteKind.isForbidden(bytes[at])) {
                throw refused("an attribute value holds a byte that it must not");
            }
            skipCharacter();
            skipPlainValue();
        }
        if (at == end) {
            throw truncated();
        }
        at++;
        return span(start, at - 1);
    }

    private void skipPlainValue() {
        int stop = at;
        while (stop < end && ByteKind.isPlainValue(bytes[stop])) {
            stop++;
        }
        at = stop;
    }

    /** Passes over one byte, or over a reference, which must be a known one even where nobody wants its value. */
    void skipCharacter() {
        if (bytes[at] == '&') {
            reference();
        } else {
            at++;
        }
    }

    /** Passes over text up to the next mark. */
    void skipText() {
        while (at < end && bytes[at] != '<') {
            refuseCdataEnd();
            skipCharacter();
        }
    }

    /** Outside of its section, the end of one is an error. */
    void refuseCdataEnd() {
        if (bytes[at] == ']' && isAt(at, CDATA_END)) {
            throw refused("']]>' ends nothing");
        }
    }

    /** Reads {@code &…;}. */
    int reference() {
        int start = at + 1;
        int semicolon = start;
        while (semicolon < end && bytes[semicolon] != ';' && semicolon - start <= XmlReference.MAX_LENGTH) {
            semicolon++;
        }
        if (semicolon == end) {
            throw truncated();
        }
        String name = string(span(start, semicolon));
        int codePoint = bytes[semicolon] == ';' ? XmlReference.codePoint(name) : -1;
        if (codePoint < 0) {
            throw refused("unknown entity '&" + name + "'");
        }
        at = semicolon + 1;
        return codePoint;
    }

    boolean skipSpace() {
        int start = at;
        int stop = start;
        while (stop < end && ByteKind.isSpace(bytes[stop])) {
            stop++;
        }
        at = stop;
        return stop > start;
    }

    /** Passes over white space, comments and instructions, up to an element or the end. */
    void skipMisc() {
        for (skipSpace(); at < end; skipSpace()) {
            if (bytes[at] != '<') {
                throw refused("expected '<'");
            }
            switch (peek(1)) {
                case '!' -> skipMarked();
                case '?' -> skipInstruction();
                default -> {
                    return;
                }
            }
        }
    }

    boolean isAtCdata() {
        return isAt(at, CDATA);
    }

    /** Reads a CDATA section; the span is what stands inside. */
    long cdata() {
        int start = at + CDATA.length();
        skipPast(CDATA_END, start);
        return span(start, at - 3);
    }

    /** Passes over a comment or CDATA section. Anything else that begins with {@code <!} is refused for good. */
    void skipMarked() {
        if (isAt(at, COMMENT)) {
            skipPast("--", at + COMMENT.length());
            // Two dashes end a comment or are an error: else a torn comment would swallow values up to the next one.
            expect('>');
        } else if (isAtCdata()) {
            cdata();
        } else if (isCutOff(COMMENT) || isCutOff(CDATA)) {
            throw truncated();
        } else {
            throw new XmlRefusal(CcmDefect.DTD_FORBIDDEN, "it declares a document type or entities, at byte " + at, at);
        }
    }

    void skipInstruction() {
        int start = at;
        at += 2;
        String name = string(name());
        if (name.equalsIgnoreCase("xml") || (!ByteKind.isSpace(peek(0)) && peek(0) != '?')) {
            throw refused("a broken instruction or a second declaration");
        }
        skipPast("?>", start + 2);
    }

    XmlRefusal refused(String why) {
        return new XmlRefusal(CcmDefect.NOT_XML, why + ", at byte " + at, at);
    }

    XmlRefusal truncated() {
        return new XmlRefusal(CcmDefect.TRUNCATED, "it ends inside an element, after byte " + end, end);
    }

    String string(long span) {
        return new String(bytes, from(span), to(span) - from(span), ascii ? ISO_8859_1 : UTF_8);
    }

    /** Whether an attribute's value can be taken as it stands. */
    boolean isPlainValue(long span) {
        int stop = to(span);
        for (int i = from(span); i < stop; i++) {
            if (bytes[i] == '&' || (bytes[i] < ' ' && bytes[i] >= 0)) {
                return false;
            }
        }
        return true;
    }

    boolean matches(long span, byte[] word) {
        int from = from(span);
        if (to(span) - from != word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (bytes[from + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    boolean areSame(long one, long other) {
        int length = to(one) - from(one);
        int from = from(one);
        int fromOther = from(other);
        if (length != to(other) - fromOther) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != bytes[fromOther + i]) {
                return false;
            }
        }
        return true;
    }

    static long span(int from, int to) {
        return (long) from << 32 | to;
    }

    static int from(long span) {
        return (int) (span >>> 32) & Integer.MAX_VALUE;
    }

    static int to(long span) {
        return (int) span;
    }

    private void skipPast(String mark, int from) {
        for (int i = from; i + mark.length() <= end; i++) {
            if (isAt(i, mark)) {
                at = i + mark.length();
                return;
            }
        }
        throw truncated();
    }

    private boolean isAt(int position, String mark) {
        return position + mark.length() <= end && startsWith(position, mark, mark.length());
    }

    private boolean isCutOff(String mark) {
        int left = end - at;
        return left < mark.length() && startsWith(at, mark, left);
    }

    private boolean startsWith(int position, String mark, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[position + i] != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}

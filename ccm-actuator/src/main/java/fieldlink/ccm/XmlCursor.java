package fieldlink.ccm;

import java.util.Arrays;

/**
 * Walks over the elements of a small XML document by recursive descent, without building a tree and without a way to
 * reach a document type declaration.
 *
 * <p>An element is handed around as the span of its name; the number is negative when the element is an empty one.
 */
final class XmlCursor {
    /** Real packets have two levels and six attributes. */
    private static final int MAX_DEPTH = 16;

    private static final int USUAL_ATTRIBUTES = 6;
    private static final int MAX_ATTRIBUTES = 32;
    private static final long EMPTY_ELEMENT = Long.MIN_VALUE;

    private final XmlInput in;
    private int depth;

    /** Name and value of each attribute in turn. */
    private long[] spans = new long[2 * USUAL_ATTRIBUTES];

    private int attributes;
    /** A bit for each name's first letter and length: names that differ in it need no closer look. */
    private long marks;

    private boolean sawSingleQuote;
    private boolean textWasTrimmed;
    private boolean textHadChild;

    XmlCursor(XmlInput in) {
        this.in = in;
    }

    boolean sawSingleQuote() {
        return sawSingleQuote;
    }

    /** Whether white space was cut off around the last {@link #text}. */
    boolean textWasTrimmed() {
        return textWasTrimmed;
    }

    /** Whether the last {@link #text} had elements inside. */
    boolean textHadChild() {
        return textHadChild;
    }

    /** Opens the outermost element. */
    long root() {
        in.skipMisc();
        if (in.isAtEnd()) {
            throw in.truncated();
        }
        return open();
    }

    /** Whether something is left behind the outermost element that is neither white space nor a comment. */
    boolean hasMore() {
        try {
            in.skipMisc();
            return !in.isAtEnd();
        } catch (XmlRefusal garbage) {
            return true;
        }
    }

    /** Opens the next element inside the parent, or closes the parent: then the answer is 0. Text between is skipped. */
    long nextChild(long parent) {
        if (parent < 0) {
            return 0;
        }
        while (true) {
            in.skipText();
            switch (in.peek(1)) {
                case '/' -> {
                    close(parent);
                    return 0;
                }
                case '!' -> in.skipMarked();
                case '?' -> in.skipInstruction();
                default -> {
                    return open();
                }
            }
        }
    }

    /** Passes over the element and all that is in it. */
    void skip(long element) {
        for (long child = nextChild(element); child != 0; child = nextChild(element)) {
            skip(child);
        }
    }

    /** The element's text up to its first child, without surrounding white space. Closes the element. */
    String text(long element) {
        textWasTrimmed = false;
        textHadChild = false;
        if (element < 0) {
            return "";
        }
        int start = in.at;
        int stop = start;
        while (stop < in.end && ByteKind.isPlainText(in.bytes[stop])) {
            stop++;
        }
        if (stop + 1 < in.end && in.bytes[stop] == '<' && in.bytes[stop + 1] == '/') {
            in.at = stop;
            close(element);
            return trimmed(start, stop);
        }
        return mixedText(element);
    }

    boolean is(long element, byte[] name) {
        return in.matches(element, name);
    }

    String name(long element) {
        return in.string(element);
    }

    /** Of the element that was opened last. */
    int attributes() {
        return attributes;
    }

    boolean attributeIs(int index, byte[] name) {
        return in.matches(spans[2 * index], name);
    }

    boolean attributeValueIs(int index, byte[] value) {
        return in.matches(spans[2 * index + 1], value);
    }

    String attributeName(int index) {
        return in.string(spans[2 * index]);
    }

    String attributeValue(int index) {
        long value = spans[2 * index + 1];
        return in.isPlainValue(value) ? in.string(value) : XmlText.attribute(in, value);
    }

    /**
     * An attribute that should be a whole number.
     *
     * @return it, or {@link Integer#MIN_VALUE} when it is none that fits in nine digits
     */
    int attributeNumber(int index) {
        int from = XmlInput.from(spans[2 * index + 1]);
        int to = XmlInput.to(spans[2 * index + 1]);
        boolean negative = from < to && in.bytes[from] == '-';
        int start = negative ? from + 1 : from;
        int number = start == to || to - start > 9 ? Integer.MIN_VALUE : 0;
        for (int i = start; i < to && number >= 0; i++) {
            int digit = in.bytes[i] - '0';
            number = digit < 0 || digit > 9 ? Integer.MIN_VALUE : number * 10 + digit;
        }
        return negative && number > 0 ? -number : number;
    }

    private long open() {
        in.expect('<');
        if (++depth > MAX_DEPTH) {
            throw in.refused("elements are nested more than " + MAX_DEPTH + " deep");
        }
        long element = in.name();
        attributes = 0;
        marks = 0;
        while (true) {
            boolean spaced = in.skipSpace();
            byte next = in.peek(0);
            if (next == '>') {
                in.at++;
                return element;
            }
            if (next == '/') {
                in.at++;
                in.expect('>');
                depth--;
                return element | EMPTY_ELEMENT;
            }
            if (!spaced) {
                throw in.refused("expected white space before an attribute");
            }
            attribute();
        }
    }

    private void attribute() {
        long name = in.name();
        refuseTwice(name);
        if (attributes == MAX_ATTRIBUTES) {
            throw in.refused("an element has more than " + MAX_ATTRIBUTES + " attributes");
        }
        if (2 * attributes == spans.length) {
            spans = Arrays.copyOf(spans, 2 * spans.length);
        }
        in.skipSpace();
        in.expect('=');
        in.skipSpace();
        sawSingleQuote |= in.peek(0) == '\'';
        spans[2 * attributes] = name;
        spans[2 * attributes + 1] = in.quoted();
        attributes++;
    }

    private void refuseTwice(long name) {
        int length = XmlInput.to(name) - XmlInput.from(name);
        long mark = 1L << (in.bytes[XmlInput.from(name)] + length);
        for (int i = 0; (marks & mark) != 0 && i < attributes; i++) {
            if (in.areSame(spans[2 * i], name)) {
                throw in.refused("attribute '" + in.string(name) + "' is given twice");
            }
        }
        marks |= mark;
    }

    private void close(long element) {
        in.at += 2;
        int from = XmlInput.from(element);
        int length = XmlInput.to(element) - from;
        for (int i = 0; i < length; i++) {
            if (in.peek(i) != in.bytes[from + i]) {
                throw in.refused("expected </" + name(element) + ">");
            }
        }
        in.at += length;
        in.skipSpace();
        in.expect('>');
        depth--;
    }

    private String mixedText(long element) {
        XmlText text = new XmlText(in);
        text.readOn();
        while (in.peek(1) != '/') {
            text.close();
            skip(open());
            text.readOn();
        }
        textHadChild = text.isClosed();
        close(element);
        String whole = text.toString();
        String trimmed = whole.trim();
        textWasTrimmed = trimmed.length() < whole.length();
        return trimmed;
    }

    private String trimmed(int start, int stop) {
        int from = start;
        int to = stop;
        while (from < to && ByteKind.isSpace(in.bytes[from])) {
            from++;
        }
        while (from < to && ByteKind.isSpace(in.bytes[to - 1])) {
            to--;
        }
        textWasTrimmed = to - from < stop - start;
        return in.string(XmlInput.span(from, to));
    }
}

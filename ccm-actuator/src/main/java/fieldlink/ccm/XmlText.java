package fieldlink.ccm;

/** Text that is more than bytes as they stand: with references, CDATA sections, comments or elements in it. */
final class XmlText {
    private final XmlInput in;
    private final StringBuilder text = new StringBuilder();
    private boolean closed;

    XmlText(XmlInput in) {
        this.in = in;
    }

    /** Reads an attribute's value: white space in it counts as blanks. */
    static String attribute(XmlInput in, long span) {
        XmlText value = new XmlText(in);
        int resume = in.at;
        in.at = XmlInput.from(span);
        int stop = XmlInput.to(span);
        while (in.at < stop) {
            byte b = in.bytes[in.at];
            if (b == '&') {
                value.text.appendCodePoint(in.reference());
            } else if (ByteKind.isSpace(b)) {
                boolean pair = b == '\r' && in.at + 1 < stop && in.bytes[in.at + 1] == '\n';
                in.at += pair ? 2 : 1;
                value.text.append(' ');
            } else {
                value.appendPlain(stop);
            }
        }
        in.at = resume;
        return value.text.toString();
    }

    /** Reads up to the next child element, closing tag or other mark that only the element's reader can judge. */
    void readOn() {
        while (true) {
            appendPlainText();
            byte b = in.peek(0);
            if (b == '&') {
                append(in.reference());
            } else if (b == '\r') {
                in.at++;
                // Any line end is read as one line feed.
                if (in.peek(0) != '\n') {
                    append('\n');
                }
            } else if (b == ']') {
                in.refuseCdataEnd();
                in.at++;
                append(']');
            } else if (b != '<') {
                throw in.refused("the text holds a byte that it must not");
            } else if (in.isAtCdata()) {
                String section = in.string(in.cdata());
                appendUnlessClosed(section.replace("\r\n", "\n").replace('\r', '\n'));
            } else if (in.peek(1) == '!') {
                in.skipMarked();
            } else if (in.peek(1) == '?') {
                in.skipInstruction();
            } else {
                return;
            }
        }
    }

    /** What comes behind a child element belongs to no value. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void appendPlainText() {
        int start = in.at;
        while (in.at < in.end && ByteKind.isPlainText(in.bytes[in.at])) {
            in.at++;
        }
        if (in.at > start) {
            appendUnlessClosed(in.string(XmlInput.span(start, in.at)));
        }
    }

    private void appendPlain(int stop) {
        int start = in.at;
        while (in.at < stop && in.bytes[in.at] != '&' && !ByteKind.isSpace(in.bytes[in.at])) {
            in.at++;
        }
        text.append(in.string(XmlInput.span(start, in.at)));
    }

    private void append(int codePoint) {
        appendUnlessClosed(Character.toString(codePoint));
    }

    private void appendUnlessClosed(String more) {
        if (!closed) {
            text.append(more);
        }
    }
}

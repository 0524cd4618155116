package fieldlink.ccm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * The tolerant receiver: reads whatever known nodes and tools send, says what was odd about it, and never throws.
 *
 * <p>Tolerance ends where a reading could be wrong: a packet that is cut off, not well formed, too large, or that
 * declares a document type is refused as a whole.
 */
public final class CcmReader {
    private static final byte[] DECLARATION = "<?xml".getBytes(US_ASCII);
    private static final byte[] USUAL_DECLARATION = "<?xml version=\"1.0\"?>".getBytes(US_ASCII);
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final FoundWarnings warnings = new FoundWarnings();

    private CcmReader() {}

    public static CcmParse read(CcmPayload payload) {
        byte[] bytes = payload.toByteArray();
        return read(bytes, 0, bytes.length);
    }

    /** Reads the stretch of an array, which stays untouched and is not kept. */
    public static CcmParse read(byte[] bytes, int offset, int length) {
        boolean small = length <= CcmPacket.MAX_RECEIVED_BYTES;
        CcmPacket usual = small ? UsualLayout.read(bytes, offset, offset + length) : null;
        return usual == null ? new CcmReader().parse(bytes, offset, length) : new CcmParse.Parsed(usual, List.of());
    }

    private CcmParse parse(byte[] bytes, int offset, int length) {
        if (length > CcmPacket.MAX_RECEIVED_BYTES) {
            return refuse(
                    CcmDefect.TOO_LARGE, length + " bytes; at most " + CcmPacket.MAX_RECEIVED_BYTES + " are read");
        }
        int end = withoutPadding(bytes, offset, offset + length);
        int start = withoutPreamble(bytes, offset, end);
        if (start == end) {
            return refuse(CcmDefect.EMPTY, "nothing in it");
        }
        try {
            if (isAscii(bytes, start, end)) {
                return document(bytes, start, end, true);
            }
            byte[] valid = validUtf8(bytes, start, end - start);
            return document(valid, 0, valid.length, false);
        } catch (XmlRefusal refusal) {
            return refusal.toParse(warnings.aboutThePreamble());
        }
    }

    private CcmParse document(byte[] bytes, int start, int end, boolean ascii) {
        int body = declaration(bytes, start, end);
        if (body < end && bytes[body] != '<') {
            return refuse(CcmDefect.NOT_XML, "it does not begin with '<'");
        }
        return new EnvelopeReader(new XmlCursor(new XmlInput(bytes, body, end, ascii)), warnings).read();
    }

    private CcmParse.Malformed refuse(CcmDefect defect, String detail) {
        return new CcmParse.Malformed(defect, detail, 0, warnings.list());
    }

    /** Where the packet ends, without the NUL bytes and white space of a fixed-size send buffer. */
    private int withoutPadding(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && (bytes[end - 1] == 0 || ByteKind.isSpace(bytes[end - 1]))) {
            if (bytes[end - 1] == 0) {
                warnings.add(CcmWarning.NUL);
            }
            end--;
        }
        return end;
    }

    private int withoutPreamble(byte[] bytes, int from, int end) {
        int start = from;
        while (start < end) {
            if (bytes[start] == 0) {
                warnings.add(CcmWarning.NUL);
                start++;
            } else if (ByteKind.isSpace(bytes[start])) {
                warnings.add(CcmWarning.LEAD_WS);
                start++;
            } else if (isByteOrderMark(bytes, start, end)) {
                warnings.add(CcmWarning.BOM);
                start += 3;
            } else {
                return start;
            }
        }
        return start;
    }

    /**
     * Passes over the declaration without reading it: one tool writes {@code encode=} in it, which is no XML, and the
     * encoding is UTF-8 whatever it says.
     */
    private int declaration(byte[] bytes, int start, int end) {
        if (!startsWith(bytes, start, end, DECLARATION)) {
            warnings.add(CcmWarning.NO_DECL);
            return start;
        }
        int body = start + USUAL_DECLARATION.length;
        if (!startsWith(bytes, start, end, USUAL_DECLARATION)) {
            body = endOfDeclaration(bytes, start, end);
            if (!isUsual(new String(bytes, start, body - start, UTF_8))) {
                warnings.add(CcmWarning.ODD_DECL);
            }
        }
        while (body < end && ByteKind.isSpace(bytes[body])) {
            body++;
        }
        return body;
    }

    private static int endOfDeclaration(byte[] bytes, int start, int end) {
        for (int i = start + DECLARATION.length; i + 1 < end; i++) {
            if (bytes[i] == '?' && bytes[i + 1] == '>') {
                return i + 2;
            }
        }
        throw new XmlRefusal(CcmDefect.TRUNCATED, "it ends inside the declaration", end);
    }

    private static boolean isUsual(String declaration) {
        return declaration.matches("<\\?xml version=\"1\\.0\"( encoding=\"[A-Za-z0-9._-]+\")?\\s*\\?>");
    }

    private byte[] validUtf8(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, UTF_8);
        byte[] valid = text.getBytes(UTF_8);
        if (!Arrays.equals(valid, 0, valid.length, bytes, offset, offset + length)) {
            warnings.add(CcmWarning.BAD_UTF8);
        }
        return valid;
    }

    private static boolean isByteOrderMark(byte[] bytes, int at, int end) {
        return at + 2 < end && bytes[at] == (byte) 0xef && bytes[at + 1] == (byte) 0xbb && bytes[at + 2] == (byte) 0xbf;
    }

    private static boolean startsWith(byte[] bytes, int at, int end, byte[] word) {
        return at + word.length <= end && Arrays.equals(bytes, at, at + word.length, word, 0, word.length);
    }

    private static boolean isAscii(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            if (((long) EIGHT_BYTES.get(bytes, at) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; at < to; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }
}

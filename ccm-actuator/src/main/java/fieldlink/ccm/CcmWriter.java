package fieldlink.ccm;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The strict sender: bytes that every known node accepts, laid out as UARDECS nodes lay them out themselves.
 *
 * <p>Refuses with {@link IllegalArgumentException} what some node would drop or misread: an address or priority out of
 * range, a value that is no plain decimal, several values in a packet, no sender's address, attributes that UECS does
 * not know, more than {@link CcmPacket#MAX_SENT_BYTES}.
 */
public final class CcmWriter {
    /** UARDECS keeps no longer value. */
    private static final int MAX_VALUE_LENGTH = 16;
    /** UARDECS reads a value's digits, without the point, into 32 bits. */
    private static final long MAX_VALUE_DIGITS = 2_147_483_646L;

    static final Literal TO_TYPE = Literal.of("<?xml version=\"1.0\"?><UECS ver=\"1.00-E10\"><DATA type=\"");
    static final Literal ROOM = Literal.of("\" room=\"");
    static final Literal REGION = Literal.of("\" region=\"");
    static final Literal ORDER = Literal.of("\" order=\"");
    static final Literal PRIORITY = Literal.of("\" priority=\"");
    static final Literal DATA_TO_IP = Literal.of("</DATA><IP>");
    static final Literal IP_TO_END = Literal.of("</IP></UECS>");
    private static final String HEAD = "<?xml version=\"1.0\"?><UECS ver=\"1.00-E10\">";
    private static final String VALUE = "\">";
    private static final String TAIL = "</UECS>";

    private final byte[] out = new byte[CcmPacket.MAX_SENT_BYTES];
    /** Goes on beyond the buffer, so that the refusal can name the size. */
    private int length;

    private CcmWriter() {}

    public static CcmPayload write(CcmPacket packet) {
        CcmWriter writer = new CcmWriter();
        if (packet.message() instanceof CcmMessage.Values values) {
            writer.values(packet, values);
        } else {
            writer.scan(packet.message());
        }
        return writer.finish();
    }

    private void values(CcmPacket packet, CcmMessage.Values values) {
        if (values.data().size() != 1) {
            throw new IllegalArgumentException(
                    values.data().size() + " values in a packet; nodes look at one only: send a packet for each");
        }
        Ipv4Address ip = packet.ipOrNull();
        if (ip == null) {
            throw new IllegalArgumentException("a value needs its sender's address; some nodes drop it otherwise");
        }
        CcmDatum datum = values.data().get(0);
        requireSendable(datum);
        add(TO_TYPE);
        addPlain(datum.type().text());
        addAddress(datum.address());
        add(PRIORITY);
        add(datum.priority());
        addPlain(VALUE);
        addPlain(datum.text());
        add(DATA_TO_IP);
        add(ip);
        add(IP_TO_END);
    }

    private void scan(CcmMessage message) {
        addPlain(HEAD);
        if (message instanceof CcmMessage.Node node) {
            addPlain("<NODE>");
            node.attributes().forEach((name, text) -> addElement(name, text));
            addPlain("</NODE>");
        } else if (message instanceof CcmMessage.CcmPage page) {
            addPage(page);
        } else if (message instanceof CcmMessage.Server server) {
            Ipv4Address ip = server.ipOrNull();
            if (ip == null) {
                throw new IllegalArgumentException("a SERVER answer needs the address of the server");
            }
            addPlain("<SERVER type=\"");
            addTuple(server.tuple(), server.priority());
            addPlain(VALUE);
            add(ip);
            addPlain("</SERVER>");
        } else if (message instanceof CcmMessage.Search search) {
            addPlain("<SEARCH type=\"");
            addType(search.tuple().type());
            addAddress(search.tuple().address());
            addPlain("\"/>");
        } else if (message instanceof CcmMessage.CcmScan scan) {
            addPlain("<CCMSCAN page=\"");
            add(scan.page());
            addPlain("\"/>");
        } else if (message instanceof CcmMessage.NodeScan) {
            addPlain("<NODESCAN/>");
        } else {
            throw new IllegalArgumentException(message.element() + " is only ever received");
        }
        addPlain(TAIL);
    }

    private void addPage(CcmMessage.CcmPage page) {
        addPlain("<CCMNUM page=\"" + page.page() + "\" total=\"" + page.total() + "\">");
        add(page.entries().size());
        addPlain("</CCMNUM>");
        for (CcmEntry entry : page.entries()) {
            addPlain("<CCM No=\"" + entry.number());
            addAddress(entry.tuple().address());
            addPlain("\" priority=\"" + entry.priority() + "\" cast=\"" + entry.cast() + "\" unit=\"");
            addEscaped(entry.unit());
            addPlain("\" SR=\"");
            addEscaped(entry.direction());
            addPlain("\" LV=\"");
            addEscaped(entry.level());
            addPlain(VALUE);
            addType(entry.tuple().type());
            addPlain("</CCM>");
        }
    }

    private void addTuple(CcmTuple tuple, int priority) {
        addType(tuple.type());
        addAddress(tuple.address());
        add(PRIORITY);
        add(priority);
    }

    private void addType(CcmType type) {
        refuse(type.defect().orElse(""));
        addPlain(type.text());
    }

    private void addAddress(CcmAddress address) {
        add(ROOM);
        add(address.room());
        add(REGION);
        add(address.region());
        add(ORDER);
        add(address.order());
    }

    private void addElement(String name, String text) {
        addPlain("<" + name + ">");
        addEscaped(text);
        addPlain("</" + name + ">");
    }

    private static void requireSendable(CcmDatum datum) {
        refuse(datum.type().defect().orElse(""));
        refuse(datum.address().defect().orElse(""));
        if (datum.priority() < 0 || datum.priority() > CcmDatum.WEAKEST_PRIORITY) {
            throw new IllegalArgumentException("priority " + datum.priority() + " is out of range 0 to 30");
        }
        if (!datum.extra().isEmpty()) {
            throw new IllegalArgumentException(
                    "attribute " + datum.extra().keySet() + " is no part of a UECS value; nodes do not expect it");
        }
        if (!isSendable(datum.text())) {
            throw new IllegalArgumentException(
                    "'" + datum.text() + "' cannot be sent; expected a decimal like 30 or -0.5 of at most "
                            + MAX_VALUE_LENGTH + " characters and " + MAX_VALUE_DIGITS + " without the point");
        }
    }

    private static void refuse(String defect) {
        if (!defect.isEmpty()) {
            throw new IllegalArgumentException(defect);
        }
    }

    /** Whether every node reads the text as the same number. */
    public static boolean isSendable(String text) {
        if (text.isEmpty() || text.length() > MAX_VALUE_LENGTH) {
            return false;
        }
        long digits = 0;
        int point = -1;
        int start = text.charAt(0) == '-' ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && point < 0 && i > start) {
                point = i;
            } else if (c >= '0' && c <= '9') {
                digits = digits * 10 + c - '0';
            } else {
                return false;
            }
        }
        return text.length() > start && point != text.length() - 1 && digits <= MAX_VALUE_DIGITS;
    }

    private CcmPayload finish() {
        if (length > out.length) {
            throw new IllegalArgumentException("the packet would have " + length + " bytes; nodes read at most "
                    + CcmPacket.MAX_SENT_BYTES + ": shorten its texts");
        }
        return CcmPayload.owning(out, length);
    }

    private void add(Literal literal) {
        if (length + literal.length() <= out.length) {
            literal.copyTo(out, length);
        }
        length += literal.length();
    }

    @SuppressWarnings("deprecation") // the only method that copies ASCII without an array of its own
    private void addPlain(String ascii) {
        int size = ascii.length();
        if (length + size <= out.length) {
            ascii.getBytes(0, size, out, length);
        }
        length += size;
    }

    private void addEscaped(String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
        byte[] bytes = escaped.getBytes(UTF_8);
        if (length + bytes.length <= out.length) {
            System.arraycopy(bytes, 0, out, length, bytes.length);
        }
        length += bytes.length;
    }

    private void add(Ipv4Address ip) {
        add(ip.bits() >>> 24);
        add((byte) '.');
        add((ip.bits() >>> 16) & 255);
        add((byte) '.');
        add((ip.bits() >>> 8) & 255);
        add((byte) '.');
        add(ip.bits() & 255);
    }

    private void add(byte single) {
        if (length < out.length) {
            out[length] = single;
        }
        length++;
    }

    private void add(int number) {
        if (number < 0) {
            throw new IllegalArgumentException(number + " cannot be sent; expected 0 or more");
        }
        int digits = 1;
        for (long power = 10; power <= number; power *= 10) {
            digits++;
        }
        length += digits;
        int rest = number;
        for (int at = length - 1; at >= length - digits; at--) {
            if (at < out.length) {
                out[at] = (byte) ('0' + rest % 10);
            }
            rest /= 10;
        }
    }
}

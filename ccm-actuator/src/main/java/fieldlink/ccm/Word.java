package fieldlink.ccm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/** The names of UECS elements and attributes, as the bytes they are compared with. */
final class Word {
    static final byte[] UECS = word("UECS");
    static final byte[] VER = word("ver");
    static final byte[] VERSION = word(CcmPacket.VERSION);
    static final byte[] DATA = word("DATA");
    static final byte[] IP = word("IP");
    static final byte[] NODESCAN = word("NODESCAN");
    static final byte[] CCMSCAN = word("CCMSCAN");
    static final byte[] NODE = word("NODE");
    static final byte[] CCMNUM = word("CCMNUM");
    static final byte[] CCM = word("CCM");
    static final byte[] SEARCH = word("SEARCH");
    static final byte[] SERVER = word("SERVER");
    static final byte[] MEMO = word("MEMO");
    static final byte[] PAGE = word("page");
    static final byte[] TOTAL = word("total");

    /** What may stand without an envelope around it. */
    static final List<byte[]> MESSAGES = List.of(DATA, NODESCAN, CCMSCAN, NODE, CCMNUM, SEARCH, SERVER);

    /** The attributes of a value, in the order in which the specification puts them. */
    static final List<byte[]> FIELDS =
            List.of(word("type"), word("room"), word("region"), word("order"), word("priority"));

    private Word() {}

    private static byte[] word(String text) {
        return text.getBytes(US_ASCII);
    }
}

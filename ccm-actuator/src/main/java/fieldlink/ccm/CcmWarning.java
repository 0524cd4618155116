package fieldlink.ccm;

import java.util.Locale;

/** What was odd about a packet that was accepted all the same. In the order of {@link #code}. */
public enum CcmWarning {
    BAD_IP("the IP element holds no IPv4 address; the datagram's source counts"),
    BAD_ORDER("the order is no whole number; 1 is taken"),
    BAD_PRIORITY("the priority is no whole number; 29 is taken"),
    BAD_REGION("the region is no whole number; 1 is taken"),
    BAD_ROOM("the room is no whole number; 1 is taken"),
    BAD_UTF8("bytes that are no UTF-8 were replaced"),
    BOM("a byte order mark came first"),
    EMPTY_VALUE("a value is empty"),
    EXP_VALUE("a number has an exponent, which some nodes cut off"),
    LEAD_WS("white space came before the packet"),
    MISSING_ORDER("no order was given; 1 is taken"),
    MISSING_PRIORITY("no priority was given; 29 is taken"),
    MISSING_REGION("no region was given; 1 is taken"),
    MISSING_ROOM("no room was given; 1 is taken"),
    MISSING_TYPE("a value without a type was left out"),
    MULTI_DATA("several values in one packet: many nodes see only the first or the last"),
    NESTED("an element stands inside a value"),
    NO_DECL("the XML declaration is missing: UARDECS nodes drop such a packet"),
    NO_IP("the sender does not name its address; the datagram's source counts"),
    NO_ROOT("the UECS envelope is missing"),
    NON_NUMERIC("a value is no decimal number and must not be used for control"),
    NUL("NUL bytes surround the packet"),
    ODD_DECL("the XML declaration is not the usual one"),
    RANGE_ORDER("the order is out of range 0 to 30000"),
    RANGE_PRIORITY("the priority is out of range 0 to 30; it counts as 30"),
    RANGE_REGION("the region is out of range 0 to 127"),
    RANGE_ROOM("the room is out of range 0 to 127"),
    SINGLE_QUOTE("an attribute is in single quotes"),
    TRAILING_GARBAGE("something follows the packet"),
    TYPE_LONG("a type is longer than 19 characters: no node will match it"),
    VALUE_WS("white space surrounds a value"),
    VER_MISSING("the envelope names no version"),
    VER_OTHER("the version is not 1.00-E10");

    private final String meaning;

    CcmWarning(String meaning) {
        this.meaning = meaning;
    }

    /** The stable name for machines: {@code missing_priority}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One sentence for people. */
    public String meaning() {
        return meaning;
    }
}

package fieldlink.ccm;

import java.util.Locale;

/** Why a packet was refused as a whole. */
public enum CcmDefect {
    EMPTY,
    /** More than {@link CcmPacket#MAX_RECEIVED_BYTES}. */
    TOO_LARGE,
    NOT_XML,
    /** It ends in the middle; the beginning must not be trusted either. */
    TRUNCATED,
    /** A document type or entity declaration: an attack or a mistake, never CCM. */
    DTD_FORBIDDEN,
    /** Well formed, but no UECS envelope. */
    BAD_ROOT,
    /** An envelope without anything we know in it. */
    NO_DATA,
    /** None of its values has a type. */
    MISSING_TYPE;

    /** The stable name for machines: {@code not_xml}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

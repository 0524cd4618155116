package fieldlink.ccm;

import java.util.List;

/** Leaves the scanner at the first byte that cannot be right. Never leaves this package. */
final class XmlRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final CcmDefect defect;
    private final int offset;

    XmlRefusal(CcmDefect defect, String detail, int offset) {
        // No stack trace: noise on the port must not cost more than a packet.
        super(detail, null, false, false);
        this.defect = defect;
        this.offset = offset;
    }

    CcmParse.Malformed toParse(List<CcmWarning> warnings) {
        return new CcmParse.Malformed(defect, String.valueOf(getMessage()), offset, warnings);
    }
}

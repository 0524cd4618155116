package fieldlink.ccm;

import java.util.List;

/** What became of the bytes of a datagram. Strangers send anything, so a refusal is a value and no exception. */
public sealed interface CcmParse {
    /** In the order of {@link CcmWarning}, each at most once. */
    List<CcmWarning> warnings();

    record Parsed(CcmPacket packet, List<CcmWarning> warnings) implements CcmParse {
        public Parsed {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * @param detail one sentence for people: what was found where
     * @param offset of the byte at which reading stopped
     */
    record Malformed(CcmDefect defect, String detail, int offset, List<CcmWarning> warnings) implements CcmParse {
        public Malformed {
            warnings = List.copyOf(warnings);
        }
    }
}

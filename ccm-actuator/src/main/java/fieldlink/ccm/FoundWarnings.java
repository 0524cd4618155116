package fieldlink.ccm;

import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The warnings about one packet, gathered while it is read. */
final class FoundWarnings {
    /** Those that are about the bytes around the XML, and so hold even when the XML cannot be read. */
    private static final EnumSet<CcmWarning> PREAMBLE = EnumSet.of(
            CcmWarning.BAD_UTF8,
            CcmWarning.BOM,
            CcmWarning.LEAD_WS,
            CcmWarning.NO_DECL,
            CcmWarning.NUL,
            CcmWarning.ODD_DECL);

    /** Most packets have none. */
    private @Nullable EnumSet<CcmWarning> found;

    void add(CcmWarning warning) {
        if (found == null) {
            found = EnumSet.of(warning);
        } else {
            found.add(warning);
        }
    }

    List<CcmWarning> list() {
        return found == null ? List.of() : List.copyOf(found);
    }

    List<CcmWarning> aboutThePreamble() {
        return list().stream().filter(PREAMBLE::contains).toList();
    }
}

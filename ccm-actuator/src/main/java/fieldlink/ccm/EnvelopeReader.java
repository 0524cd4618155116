package fieldlink.ccm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the {@code UECS} envelope and decides what message it holds. */
final class EnvelopeReader {
    private final XmlCursor xml;
    private final FoundWarnings warnings;
    private final ElementReader elements;

    private @Nullable String version;
    private @Nullable Ipv4Address ip;
    private boolean sawIp;

    private int values;
    /** Most packets hold one value; the list is made when there is a second. */
    private @Nullable CcmDatum onlyDatum;

    private @Nullable List<CcmDatum> data;

    private @Nullable CcmMessage other;
    private final List<CcmEntry> entries = new ArrayList<>(0);

    EnvelopeReader(XmlCursor xml, FoundWarnings warnings) {
        this.xml = xml;
        this.warnings = warnings;
        this.elements = new ElementReader(xml, warnings);
    }

    CcmParse read() {
        long root = xml.root();
        if (xml.is(root, Word.UECS)) {
            envelope(root);
        } else if (isBareMessage(root)) {
            warnings.add(CcmWarning.NO_ROOT);
            child(root);
        } else {
            return refuse(CcmDefect.BAD_ROOT, "the outermost element is '" + xml.name(root) + "', not UECS");
        }
        if (xml.hasMore()) {
            warnings.add(CcmWarning.TRAILING_GARBAGE);
        }
        if (xml.sawSingleQuote()) {
            warnings.add(CcmWarning.SINGLE_QUOTE);
        }
        return result();
    }

    private void envelope(long root) {
        for (int i = 0; i < xml.attributes(); i++) {
            if (xml.attributeIs(i, Word.VER)) {
                boolean usual = xml.attributeValueIs(i, Word.VERSION);
                version = usual ? CcmPacket.VERSION : xml.attributeValue(i);
            }
        }
        if (version == null) {
            warnings.add(CcmWarning.VER_MISSING);
        } else if (!version.equals(CcmPacket.VERSION)) {
            warnings.add(CcmWarning.VER_OTHER);
        }
        for (long child = xml.nextChild(root); child != 0; child = xml.nextChild(root)) {
            child(child);
        }
    }

    private boolean isBareMessage(long root) {
        return Word.MESSAGES.stream().anyMatch(word -> xml.is(root, word));
    }

    private void child(long child) {
        if (xml.is(child, Word.DATA)) {
            values++;
            keep(elements.datum(child));
        } else if (xml.is(child, Word.IP) && !sawIp) {
            sawIp = true;
            Optional<Ipv4Address> claimed = Ipv4Address.find(xml.text(child));
            claimed.ifPresentOrElse(address -> ip = address, () -> warnings.add(CcmWarning.BAD_IP));
        } else if (xml.is(child, Word.CCM)) {
            CcmEntry entry = elements.entry(child);
            if (entry != null) {
                entries.add(entry);
            }
        } else if (other == null || other instanceof CcmMessage.Memo) {
            scanMessage(child);
        } else {
            xml.skip(child);
        }
    }

    private void scanMessage(long child) {
        if (xml.is(child, Word.NODESCAN)) {
            xml.skip(child);
            other = new CcmMessage.NodeScan();
        } else if (xml.is(child, Word.CCMSCAN)) {
            other = elements.ccmScan(child);
        } else if (xml.is(child, Word.NODE)) {
            other = elements.node(child);
        } else if (xml.is(child, Word.CCMNUM)) {
            other = elements.pageHead(child);
        } else if (xml.is(child, Word.SEARCH)) {
            other = elements.search(child);
        } else if (xml.is(child, Word.SERVER)) {
            other = elements.server(child);
        } else if (xml.is(child, Word.MEMO) || other != null) {
            remark(child);
        } else {
            xml.skip(child);
        }
    }

    /** A memo is a row of plain elements: MEMO, URI, TIME, AT. */
    private void remark(long child) {
        Map<String, String> fields = new LinkedHashMap<>(other == null ? Map.of() : other.attributes());
        String name = xml.name(child);
        fields.putIfAbsent(name, xml.text(child));
        other = new CcmMessage.Memo(fields);
    }

    private void keep(@Nullable CcmDatum datum) {
        if (datum == null) {
            return;
        }
        if (onlyDatum == null) {
            onlyDatum = datum;
            return;
        }
        if (data == null) {
            data = new ArrayList<>(List.of(onlyDatum));
        }
        data.add(datum);
    }

    private CcmParse result() {
        if (values > 1) {
            warnings.add(CcmWarning.MULTI_DATA);
        }
        if (onlyDatum != null) {
            if (!sawIp) {
                warnings.add(CcmWarning.NO_IP);
            }
            return parsed(new CcmMessage.Values(data == null ? List.of(onlyDatum) : data));
        }
        if (values > 0) {
            return refuse(CcmDefect.MISSING_TYPE, "no value in it names its type");
        }
        if (other == null) {
            return refuse(CcmDefect.NO_DATA, "the envelope holds no value and no scan message");
        }
        return parsed(other instanceof CcmMessage.CcmPage head ? head.withEntries(entries) : other);
    }

    private CcmParse parsed(CcmMessage message) {
        return new CcmParse.Parsed(new CcmPacket(version, ip, message), warnings.list());
    }

    private CcmParse refuse(CcmDefect defect, String detail) {
        return new CcmParse.Malformed(defect, detail, 0, warnings.list());
    }
}

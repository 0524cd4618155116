package fieldlink.ccm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the elements inside an envelope. Each method is given an opened element and closes it. */
final class ElementReader {
    private static final int ABSENT = Integer.MAX_VALUE;
    private static final int UNREADABLE = Integer.MIN_VALUE;

    private final XmlCursor xml;
    private final FoundWarnings warnings;

    // The attributes of the element that is being read.
    private String type = "";
    private int room;
    private int region;
    private int order;
    private int priority;
    private Map<String, String> extra = Map.of();

    ElementReader(XmlCursor xml, FoundWarnings warnings) {
        this.xml = xml;
        this.warnings = warnings;
    }

    /** A value, or null when it does not say of what. */
    @Nullable
    CcmDatum datum(long element) {
        readAttributes();
        if (type.isBlank()) {
            warnings.add(CcmWarning.MISSING_TYPE);
            xml.skip(element);
            return null;
        }
        if (type.length() > CcmType.MAX_LENGTH) {
            warnings.add(CcmWarning.TYPE_LONG);
        }
        CcmAddress address = address();
        int strength = priority();
        String text = xml.text(element);
        judge(text);
        return new CcmDatum(new CcmType(type), address, strength, text, extra);
    }

    CcmMessage.CcmScan ccmScan(long element) {
        int page = number(Word.PAGE);
        xml.skip(element);
        return new CcmMessage.CcmScan(page > 0 && page != ABSENT ? page : null);
    }

    CcmMessage.Node node(long element) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (long child = xml.nextChild(element); child != 0; child = xml.nextChild(element)) {
            String name = xml.name(child);
            fields.putIfAbsent(name, xml.text(child));
        }
        return new CcmMessage.Node(
                fields.getOrDefault("NAME", ""),
                fields.getOrDefault("VENDER", ""),
                fields.getOrDefault("UECSID", ""),
                fields.getOrDefault("IP", ""),
                fields.getOrDefault("MAC", ""));
    }

    /** The head of a page; its entries stand beside it in the envelope. */
    CcmMessage.CcmPage pageHead(long element) {
        int page = orElse(number(Word.PAGE), 1);
        int total = orElse(number(Word.TOTAL), 1);
        xml.skip(element);
        return new CcmMessage.CcmPage(page, total, List.of());
    }

    /** An entry of a page, or null when it does not say of what. */
    @Nullable
    CcmEntry entry(long element) {
        readAttributes();
        CcmAddress address = address();
        int strength = priority();
        Map<String, String> fields = Map.copyOf(extra);
        String name = xml.text(element);
        if (name.isEmpty()) {
            warnings.add(CcmWarning.MISSING_TYPE);
            return null;
        }
        return new CcmEntry(
                wholeNumber(fields.getOrDefault("No", "")),
                new CcmTuple(new CcmType(name), address),
                strength,
                wholeNumber(fields.getOrDefault("cast", "")),
                fields.getOrDefault("unit", ""),
                fields.getOrDefault("SR", ""),
                fields.getOrDefault("LV", ""));
    }

    @Nullable
    CcmMessage search(long element) {
        readAttributes();
        CcmTuple tuple = tuple();
        xml.skip(element);
        return tuple == null ? null : new CcmMessage.Search(tuple);
    }

    @Nullable
    CcmMessage server(long element) {
        readAttributes();
        CcmTuple tuple = tuple();
        int strength = priority();
        Ipv4Address address = Ipv4Address.find(xml.text(element)).orElse(null);
        return tuple == null ? null : new CcmMessage.Server(tuple, strength, address);
    }

    private @Nullable CcmTuple tuple() {
        if (type.isBlank()) {
            warnings.add(CcmWarning.MISSING_TYPE);
            return null;
        }
        return new CcmTuple(new CcmType(type), address());
    }

    private void readAttributes() {
        type = "";
        room = ABSENT;
        region = ABSENT;
        order = ABSENT;
        priority = ABSENT;
        extra = Map.of();
        for (int i = 0; i < xml.attributes(); i++) {
            switch (field(i)) {
                case 0 -> type = xml.attributeValue(i);
                case 1 -> room = xml.attributeNumber(i);
                case 2 -> region = xml.attributeNumber(i);
                case 3 -> order = xml.attributeNumber(i);
                case 4 -> priority = xml.attributeNumber(i);
                default -> {
                    extra = extra.isEmpty() ? new LinkedHashMap<>() : extra;
                    extra.put(xml.attributeName(i), xml.attributeValue(i));
                }
            }
        }
    }

    /** Which of the fields of a value an attribute is, -1 for none; nearly all senders keep to their order. */
    private int field(int index) {
        int fields = Word.FIELDS.size();
        if (index < fields && xml.attributeIs(index, Word.FIELDS.get(index))) {
            return index;
        }
        for (int i = 0; i < fields; i++) {
            if (xml.attributeIs(index, Word.FIELDS.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private CcmAddress address() {
        room = defaulted(room, 1, CcmWarning.MISSING_ROOM, CcmWarning.BAD_ROOM);
        region = defaulted(region, 1, CcmWarning.MISSING_REGION, CcmWarning.BAD_REGION);
        order = defaulted(order, 1, CcmWarning.MISSING_ORDER, CcmWarning.BAD_ORDER);
        warnIfOutside(room, CcmAddress.MAX_ROOM, CcmWarning.RANGE_ROOM);
        warnIfOutside(region, CcmAddress.MAX_REGION, CcmWarning.RANGE_REGION);
        warnIfOutside(order, CcmAddress.MAX_ORDER, CcmWarning.RANGE_ORDER);
        return new CcmAddress(room, region, order);
    }

    private int priority() {
        int read = defaulted(priority, CcmDatum.DEFAULT_PRIORITY, CcmWarning.MISSING_PRIORITY, CcmWarning.BAD_PRIORITY);
        warnIfOutside(read, CcmDatum.WEAKEST_PRIORITY, CcmWarning.RANGE_PRIORITY);
        return read;
    }

    private int defaulted(int read, int standard, CcmWarning missing, CcmWarning bad) {
        if (read == ABSENT || read == UNREADABLE) {
            warnings.add(read == ABSENT ? missing : bad);
            return standard;
        }
        return read;
    }

    private void warnIfOutside(int value, int max, CcmWarning warning) {
        if (value < 0 || value > max) {
            warnings.add(warning);
        }
    }

    private void judge(String text) {
        if (xml.textWasTrimmed()) {
            warnings.add(CcmWarning.VALUE_WS);
        }
        if (xml.textHadChild()) {
            warnings.add(CcmWarning.NESTED);
        }
        switch (CcmNumber.form(text)) {
            case EMPTY -> warnings.add(CcmWarning.EMPTY_VALUE);
            case EXPONENT ->
                warnings.add(CcmNumber.parse(text).isPresent() ? CcmWarning.EXP_VALUE : CcmWarning.NON_NUMERIC);
            case TEXT -> warnings.add(CcmWarning.NON_NUMERIC);
            case DECIMAL -> {}
        }
    }

    private int number(byte[] name) {
        for (int i = 0; i < xml.attributes(); i++) {
            if (xml.attributeIs(i, name)) {
                return xml.attributeNumber(i);
            }
        }
        return ABSENT;
    }

    private static int orElse(int read, int standard) {
        return read == ABSENT || read == UNREADABLE ? standard : read;
    }

    private static int wholeNumber(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }
}

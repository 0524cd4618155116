package fieldlink.ccm;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What the JDK's own parser, with document types off, sees in a packet of values: the measure for the scanner. */
record StaxReading(String version, String ip, List<CcmDatum> data) {
    private static final XMLInputFactory FACTORY = factory();

    /** Empty when the parser refuses the text. */
    static Optional<StaxReading> of(String xml) {
        try {
            return Optional.of(read(FACTORY.createXMLStreamReader(new StringReader(xml))));
        } catch (XMLStreamException refused) {
            return Optional.empty();
        }
    }

    static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    static StaxReading read(XMLStreamReader xml) throws XMLStreamException {
        String version = null;
        String ip = null;
        List<CcmDatum> data = new ArrayList<>();
        int depth = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                if (depth == 1) {
                    version = xml.getAttributeValue(null, "ver");
                } else if (depth == 2 && xml.getLocalName().equals("DATA")) {
                    data.add(datum(xml));
                    depth--;
                } else if (depth == 2 && xml.getLocalName().equals("IP")) {
                    ip = textUpToChild(xml);
                    depth--;
                }
            }
        }
        return new StaxReading(version, ip, data);
    }

    private static CcmDatum datum(XMLStreamReader xml) throws XMLStreamException {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            fields.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        CcmType type = new CcmType(Optional.ofNullable(fields.remove("type"))
                .filter(text -> !text.isBlank())
                .orElse("?"));
        CcmAddress address = new CcmAddress(number(fields, "room"), number(fields, "region"), number(fields, "order"));
        int priority = number(fields, "priority");
        return new CcmDatum(type, address, priority, textUpToChild(xml), fields);
    }

    private static int number(Map<String, String> fields, String name) {
        String text = Optional.ofNullable(fields.remove(name)).orElse("");
        return text.matches("-?[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }

    /** Reads to the end of the element; what follows a child in it is left out. */
    private static String textUpToChild(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        boolean sawChild = false;
        for (int depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    sawChild = true;
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (!sawChild) {
                        text.append(xml.getText());
                    }
                }
                default -> {
                    // comments and instructions are no text
                }
            }
        }
        return text.toString().trim();
    }
}

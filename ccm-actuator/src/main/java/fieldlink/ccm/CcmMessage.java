package fieldlink.ccm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a packet is for. Values travel on {@link CcmPort#VALUES}; the rest asks nodes what they are and answers. */
public sealed interface CcmMessage {
    /** The element that makes a packet this message. */
    String element();

    /** The message's own fields by the names they have on the wire, in wire order; empty for {@link Values}. */
    default Map<String, String> attributes() {
        return Map.of();
    }

    /** Measurements, states and instructions. Senders that follow the specification put one into a packet. */
    record Values(List<CcmDatum> data) implements CcmMessage {
        public Values {
            data = List.copyOf(data);
        }

        @Override
        public String element() {
            return "DATA";
        }
    }

    /** Asks every node to name itself. */
    record NodeScan() implements CcmMessage {
        @Override
        public String element() {
            return "NODESCAN";
        }
    }

    /** A node's name plate. The texts are the node's own and may be anything. */
    record Node(String name, String vendor, String uecsId, String ip, String mac) implements CcmMessage {
        @Override
        public String element() {
            return "NODE";
        }

        @Override
        public Map<String, String> attributes() {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("NAME", name);
            fields.put("VENDER", vendor);
            fields.put("UECSID", uecsId);
            fields.put("IP", ip);
            fields.put("MAC", mac);
            return fields;
        }
    }

    /** Asks one node for a page of the values it sends and receives. */
    record CcmScan(@Nullable Integer pageOrNull) implements CcmMessage {
        /** Counted from 1, which is also meant when the request names none. */
        public int page() {
            return pageOrNull == null ? 1 : pageOrNull;
        }

        @Override
        public String element() {
            return "CCMSCAN";
        }

        @Override
        public Map<String, String> attributes() {
            return pageOrNull == null ? Map.of() : Map.of("page", pageOrNull.toString());
        }
    }

    /** A page of a node's values; {@code total} pages in all. */
    record CcmPage(int page, int total, List<CcmEntry> entries) implements CcmMessage {
        public CcmPage {
            entries = List.copyOf(entries);
        }

        CcmPage withEntries(List<CcmEntry> found) {
            return new CcmPage(page, total, found);
        }

        @Override
        public String element() {
            return "CCMNUM";
        }

        @Override
        public Map<String, String> attributes() {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("page", Integer.toString(page));
            fields.put("total", Integer.toString(total));
            fields.put("count", Integer.toString(entries.size()));
            return fields;
        }
    }

    /** Asks who sends a value. */
    record Search(CcmTuple tuple) implements CcmMessage {
        @Override
        public String element() {
            return "SEARCH";
        }

        @Override
        public Map<String, String> attributes() {
            return tupleFields(tuple);
        }
    }

    /** Answers a search: this address sends the value. */
    record Server(CcmTuple tuple, int priority, @Nullable Ipv4Address ipOrNull) implements CcmMessage {
        public Optional<Ipv4Address> ip() {
            return Optional.ofNullable(ipOrNull);
        }

        @Override
        public String element() {
            return "SERVER";
        }

        @Override
        public Map<String, String> attributes() {
            Map<String, String> fields = tupleFields(tuple);
            fields.put("priority", Integer.toString(priority));
            fields.put("ip", ipOrNull == null ? "" : ipOrNull.toString());
            return fields;
        }
    }

    /** A remark for people, which some tools send; nothing acts on it. */
    record Memo(Map<String, String> attributes) implements CcmMessage {
        public Memo {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }

        @Override
        public String element() {
            return "MEMO";
        }
    }

    private static Map<String, String> tupleFields(CcmTuple tuple) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("type", tuple.type().text());
        fields.put("room", Integer.toString(tuple.address().room()));
        fields.put("region", Integer.toString(tuple.address().region()));
        fields.put("order", Integer.toString(tuple.address().order()));
        return fields;
    }
}

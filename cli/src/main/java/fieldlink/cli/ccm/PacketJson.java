package fieldlink.cli.ccm;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmEntry;
import fieldlink.ccm.CcmMessage;
import fieldlink.ccm.CcmPacket;
import fieldlink.ccm.CcmParse;
import fieldlink.ccm.CcmRole;
import fieldlink.ccm.CcmWarning;
import fieldlink.ccm.Ipv4Address;
import fieldlink.cli.JsonLine;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What {@code ccm decode} prints: the fields of docs/reference/ccm.md. */
final class PacketJson {
    private PacketJson() {}

    static JsonLine of(CcmParse parse) {
        if (parse instanceof CcmParse.Parsed parsed) {
            return packet(parsed.packet(), parsed.warnings());
        }
        CcmParse.Malformed malformed = (CcmParse.Malformed) parse;
        return new JsonLine().put("ok", false).put("error", malformed.defect().code());
    }

    static JsonLine datum(CcmDatum datum) {
        return put(new JsonLine(), datum);
    }

    /** Adds the fields of a value to a line that says where it came from. */
    static JsonLine put(JsonLine line, CcmDatum datum) {
        OptionalInt instance = datum.type().instance();
        line.put("type", datum.type().text())
                .put("base", datum.type().base())
                .put("role", datum.type().role().map(CcmRole::suffix).orElse(null))
                .put("instance", instance.isPresent() ? Integer.toString(instance.getAsInt()) : null)
                .put("ntype", datum.type().nodeType().orElse(null))
                .put("room", datum.address().room())
                .put("region", datum.address().region())
                .put("order", datum.address().order())
                .put("priority", datum.priority());
        if (datum.number().isPresent()) {
            line.put("value", datum.number().getAsDouble());
        } else {
            line.put("value", datum.text().isEmpty() ? null : datum.text());
        }
        return line.put("text", datum.text());
    }

    private static JsonLine packet(CcmPacket packet, List<CcmWarning> warnings) {
        JsonLine line = new JsonLine()
                .put("ok", true)
                .put("ver", packet.version().orElse(null))
                .put("ip", text(packet.ipOrNull()));
        CcmMessage message = packet.message();
        if (message instanceof CcmMessage.Values values) {
            line.put("data", values.data().stream().map(PacketJson::datum).toList());
        } else {
            JsonLine attributes = new JsonLine();
            message.attributes().forEach(attributes::put);
            line.put("data", List.of()).put("message", message.element()).put("attributes", attributes);
            if (message instanceof CcmMessage.CcmPage page) {
                line.put(
                        "entries",
                        page.entries().stream().map(PacketJson::entry).toList());
            }
        }
        return line.put("warnings", warnings.stream().map(CcmWarning::code).toList());
    }

    static JsonLine entry(CcmEntry entry) {
        return new JsonLine()
                .put("no", entry.number())
                .put("type", entry.tuple().type().text())
                .put("room", entry.tuple().address().room())
                .put("region", entry.tuple().address().region())
                .put("order", entry.tuple().address().order())
                .put("priority", entry.priority())
                .put("cast", entry.cast())
                .put("unit", entry.unit())
                .put("direction", entry.direction())
                .put("level", entry.level());
    }

    private static @Nullable String text(@Nullable Ipv4Address address) {
        return address == null ? null : address.toString();
    }
}

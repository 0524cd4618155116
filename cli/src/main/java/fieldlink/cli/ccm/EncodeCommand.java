package fieldlink.cli.ccm;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmMessage;
import fieldlink.ccm.CcmPacket;
import fieldlink.ccm.CcmPayload;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.CcmWriter;
import fieldlink.ccm.Ipv4Address;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.JsonLine;
import fieldlink.cli.Syntax;
import java.util.HexFormat;
import java.util.Optional;

/** {@code fieldlink ccm encode WHAT [VALUE]}: the bytes that a strict sender sends. */
final class EncodeCommand implements Command {
    private final Arg<String> what;
    private final Arg<String> value;
    private final PlaceArgs place;
    private final Arg<Integer> priority;
    private final Arg<Ipv4Address> ip;
    private final Arg<Boolean> hex;

    EncodeCommand(Syntax syntax) {
        syntax.details(
                "WHAT is a type, and VALUE its value; or one of the scans: NODESCAN, CCMSCAN [PAGE], SEARCH TYPE.");
        syntax.examples(
                "ccm encode VenSdWinrcA 30 --region 71 --priority 10 --ip 192.168.1.64",
                "ccm encode NODESCAN",
                "ccm encode SEARCH InAirTemp --room 0 --region 0 --order 0 --hex");
        what = syntax.parameter("WHAT", text -> text, "A type like VenSdWinrcA, or NODESCAN, CCMSCAN or SEARCH.");
        value = syntax.optionalParameter("VALUE", text -> text, "A decimal; of CCMSCAN the page, of SEARCH the type.");
        place = new PlaceArgs(syntax);
        priority = syntax.option("--priority", "N", Words::number, "10", "0 to 30; 0 is the strongest.");
        ip = syntax.option("--ip", "ADDRESS", Ipv4Address::parse, "127.0.0.1", "The sender's address in the packet.");
        hex = syntax.flag("--hex", "Print hex digits instead of text.");
    }

    @Override
    public ExitCode run(Given given, Console console) {
        CcmPayload payload = CcmWriter.write(packet(given));
        String text = hex.isSet(given) ? HexFormat.of().formatHex(payload.toByteArray()) : payload.text();
        console.result(
                console.json()
                        ? new JsonLine()
                                .put("packet", payload.text())
                                .put("hex", HexFormat.of().formatHex(payload.toByteArray()))
                                .put("bytes", payload.length())
                                .toString()
                        : text);
        return ExitCode.DONE;
    }

    private CcmPacket packet(Given given) {
        Optional<String> second = value.find(given);
        return switch (what.get(given)) {
            case "NODESCAN" -> CcmPacket.of(new CcmMessage.NodeScan());
            case "CCMSCAN" ->
                CcmPacket.of(new CcmMessage.CcmScan(second.map(Words::number).orElse(1)));
            case "SEARCH" ->
                CcmPacket.of(new CcmMessage.Search(
                        new CcmTuple(Words.type(required(second, "SEARCH needs a type")), place.address(given))));
            default ->
                CcmPacket.of(
                        ip.get(given),
                        new CcmDatum(
                                Words.type(what.get(given)),
                                place.address(given),
                                priority.get(given),
                                required(second, "a type needs a value after it")));
        };
    }

    private static String required(Optional<String> given, String otherwise) {
        if (given.isEmpty()) {
            throw new IllegalArgumentException(otherwise);
        }
        return given.get();
    }
}

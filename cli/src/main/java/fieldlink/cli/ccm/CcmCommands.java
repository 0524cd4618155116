package fieldlink.cli.ccm;

import fieldlink.cli.CommandGroup;
import fieldlink.cli.Node;
import fieldlink.cli.Syntax;
import java.util.List;

/** {@code fieldlink ccm …}. */
public final class CcmCommands implements CommandGroup {
    @Override
    public List<Entry> entries() {
        return List.of(
                new Entry("listen", "Show the values that are on the network."),
                new Entry("send", "Send a value, repeated as nodes need it."),
                new Entry("scan", "Ask every node to name itself, and what it sends and receives."),
                new Entry("search", "Ask who sends a value."),
                new Entry("encode", "Print the packet of a value or of a scan."),
                new Entry("decode", "Read packets and print what they say, as JSON Lines."),
                new Entry("simulate", "Run a simulated greenhouse to rehearse with."),
                new Entry("doctor", "Find out how a node reads commands, and write its profile."));
    }

    @Override
    public Node open(String name, Syntax syntax) {
        return switch (name) {
            case "listen" -> new ListenCommand(syntax);
            case "send" -> new SendCommand(syntax);
            case "scan" -> new ScanCommand(syntax);
            case "search" -> new SearchCommand(syntax);
            case "encode" -> new EncodeCommand(syntax);
            case "decode" -> new DecodeCommand(syntax);
            case "simulate" -> new SimulateCommand(syntax);
            case "doctor" -> new DoctorCommand(syntax);
            default -> throw CommandGroup.unknown(name);
        };
    }
}

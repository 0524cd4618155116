package fieldlink.cli.ccm;

import fieldlink.ccm.CcmMessage;
import fieldlink.ccm.CcmPacket;
import fieldlink.ccm.CcmPort;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.CcmType;
import fieldlink.ccm.CcmWriter;
import fieldlink.ccm.udp.UdpTransport;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.JsonLine;
import fieldlink.cli.Syntax;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** {@code fieldlink ccm search TYPE}: who sends a value. */
final class SearchCommand implements Command {
    private final Arg<CcmType> type;
    private final PlaceArgs place;
    private final Arg<Duration> timeout;
    private final NetworkArgs network;

    SearchCommand(Syntax syntax) {
        syntax.details("Only values that are really being sent are answered for. Ends with 4 when nobody answers.");
        syntax.examples("ccm search InAirTemp --room 0 --region 0 --order 0");
        type = syntax.parameter("TYPE", Words::type, "A type like InAirTemp.");
        place = new PlaceArgs(syntax);
        timeout = syntax.option("--timeout", "TIME", Words::duration, "3s", "How long to wait for answers.");
        network = new NetworkArgs(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        CcmTuple wanted = new CcmTuple(type.get(given), place.address(given));
        Set<CcmMessage.Server> seen = new HashSet<>();
        try (UdpTransport transport = network.open(given);
                Hearing hearing = new Hearing(transport)) {
            long deadline = Hearing.deadline(timeout.get(given));
            transport.broadcast(CcmPort.SEARCH, CcmWriter.write(CcmPacket.of(new CcmMessage.Search(wanted))));
            for (var answer = hearing.next(CcmMessage.Server.class, deadline);
                    answer.isPresent();
                    answer = hearing.next(CcmMessage.Server.class, deadline)) {
                CcmMessage.Server server = answer.get().message();
                if (seen.add(server)) {
                    print(
                            server,
                            server.ip()
                                    .orElse(answer.get().datagram().source().address())
                                    .toString(),
                            console);
                }
            }
        }
        if (seen.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE, "nobody says that they send " + wanted + "; --room 0 asks about any room");
        }
        return ExitCode.DONE;
    }

    private static void print(CcmMessage.Server server, String ip, Console console) {
        CcmTuple tuple = server.tuple();
        console.result(
                console.json()
                        ? new JsonLine()
                                .put("ip", ip)
                                .put("type", tuple.type().text())
                                .put("room", tuple.address().room())
                                .put("region", tuple.address().region())
                                .put("order", tuple.address().order())
                                .put("priority", server.priority())
                                .toString()
                        : String.format(
                                Locale.ROOT,
                                "%-15s %-19s %-10s %2d",
                                ip,
                                tuple.type(),
                                tuple.address(),
                                server.priority()));
    }
}

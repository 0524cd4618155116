package fieldlink.cli.ccm;

import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmEndpoint;
import fieldlink.ccm.CcmEntry;
import fieldlink.ccm.CcmMessage;
import fieldlink.ccm.CcmPacket;
import fieldlink.ccm.CcmPort;
import fieldlink.ccm.CcmWriter;
import fieldlink.ccm.udp.UdpTransport;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.JsonLine;
import fieldlink.cli.Printable;
import fieldlink.cli.Syntax;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code fieldlink ccm scan}: which nodes there are, and with {@code --values} what each sends and receives. */
final class ScanCommand implements Command {
    /** A node with more pages than that is no node. */
    private static final int MAX_PAGES = 200;

    private static final Duration PAGE_TIMEOUT = Duration.ofSeconds(1);

    private final Arg<Duration> timeout;
    private final Arg<Boolean> values;
    private final NetworkArgs network;

    ScanCommand(Syntax syntax) {
        syntax.details("Ends with 4 when no node answers.");
        syntax.examples("ccm scan", "ccm scan -i eth0 --values --json");
        timeout = syntax.option("--timeout", "TIME", Words::duration, "3s", "How long to wait for answers.");
        values = syntax.flag("--values", "Ask each node for its list of values, too.");
        network = new NetworkArgs(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        try (UdpTransport transport = network.open(given);
                Hearing hearing = new Hearing(transport)) {
            Map<CcmEndpoint, CcmMessage.Node> nodes = nodes(transport, hearing, timeout.get(given));
            if (nodes.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.UNREACHABLE,
                        "no node answered; is this the right network (--interface), and do its nodes hear another"
                                + " destination (--to)?");
            }
            for (Map.Entry<CcmEndpoint, CcmMessage.Node> node : nodes.entrySet()) {
                List<CcmEntry> entries = values.isSet(given) ? entries(node.getKey(), transport, hearing) : List.of();
                print(node.getKey(), node.getValue(), entries, console);
            }
        }
        return ExitCode.DONE;
    }

    private static Map<CcmEndpoint, CcmMessage.Node> nodes(UdpTransport transport, Hearing hearing, Duration time)
            throws InterruptedException {
        Map<CcmEndpoint, CcmMessage.Node> nodes = new LinkedHashMap<>();
        long deadline = Hearing.deadline(time);
        transport.broadcast(CcmPort.SCAN, CcmWriter.write(CcmPacket.of(new CcmMessage.NodeScan())));
        Optional<Hearing.Heard<CcmMessage.Node>> answer = hearing.next(CcmMessage.Node.class, deadline);
        while (answer.isPresent()) {
            CcmDatagram datagram = answer.get().datagram();
            int port = transport.ports().number(CcmPort.SCAN);
            nodes.put(
                    new CcmEndpoint(datagram.source().address(), port),
                    answer.get().message());
            answer = hearing.next(CcmMessage.Node.class, deadline);
        }
        return nodes;
    }

    private static List<CcmEntry> entries(CcmEndpoint node, UdpTransport transport, Hearing hearing)
            throws InterruptedException {
        List<CcmEntry> entries = new ArrayList<>();
        int total = 1;
        for (int page = 1; page <= Math.min(total, MAX_PAGES); page++) {
            transport.unicast(node, CcmWriter.write(CcmPacket.of(new CcmMessage.CcmScan(page))));
            long deadline = Hearing.deadline(PAGE_TIMEOUT);
            Optional<CcmMessage.CcmPage> answer = page(node, page, hearing, deadline);
            if (answer.isEmpty()) {
                break;
            }
            total = answer.get().total();
            entries.addAll(answer.get().entries());
        }
        return entries;
    }

    private static Optional<CcmMessage.CcmPage> page(CcmEndpoint node, int page, Hearing hearing, long deadline)
            throws InterruptedException {
        while (true) {
            var answer = hearing.next(CcmMessage.CcmPage.class, deadline);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            boolean sameNode = answer.get().datagram().source().address().equals(node.address());
            if (sameNode && answer.get().message().page() == page) {
                return Optional.of(answer.get().message());
            }
        }
    }

    private static void print(CcmEndpoint at, CcmMessage.Node node, List<CcmEntry> entries, Console console) {
        if (console.json()) {
            console.result(new JsonLine()
                    .put("address", at.address().toString())
                    .put("name", node.name())
                    .put("vendor", node.vendor())
                    .put("uecs_id", node.uecsId())
                    .put("mac", node.mac())
                    .put("entries", entries.stream().map(PacketJson::entry).toList())
                    .toString());
            return;
        }
        console.result(String.format(
                Locale.ROOT,
                "%-15s %-20s %-20s %-12s %s",
                at.address(),
                Printable.of(node.name()),
                Printable.of(node.vendor()),
                Printable.of(node.uecsId()),
                Printable.of(node.mac())));
        for (CcmEntry entry : entries) {
            console.result(String.format(
                    Locale.ROOT,
                    "  %-8s %-19s %-10s %2d %-8s %s",
                    entry.direction().equals("S") ? "sends" : "receives",
                    Printable.of(entry.tuple().type().text()),
                    entry.tuple().address(),
                    entry.priority(),
                    Printable.of(entry.level()),
                    Printable.of(entry.unit())));
        }
    }
}

package fieldlink.cli.ccm;

import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmMessage;
import fieldlink.ccm.CcmParse;
import fieldlink.ccm.CcmPort;
import fieldlink.ccm.udp.UdpTransport;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.JsonLine;
import fieldlink.cli.Printable;
import fieldlink.cli.Syntax;
import fieldlink.cli.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code fieldlink ccm listen}: what is on the network; a live table on a terminal, lines in a pipe. */
final class ListenCommand implements Command {
    private static final Duration REDRAW = Duration.ofMillis(500);

    private final Arg<String> filter;
    private final Arg<Integer> count;
    private final Arg<Duration> timeout;
    private final NetworkArgs network;

    ListenCommand(Syntax syntax) {
        syntax.details(
                "On a terminal a table of the newest values, which is redrawn; else one line for each value.",
                "With --count, ends with 5 when the time is up before so many values were heard.");
        syntax.examples("ccm listen --filter opr", "ccm listen -i eth0 --count 10 --timeout 30s --json");
        filter = syntax.option("--filter", "TEXT", text -> text, "Only types that contain this.");
        count = syntax.option("--count", "N", Words::number, "End after so many values.");
        timeout = syntax.option("--timeout", "TIME", Words::duration, "End after this time.");
        network = new NetworkArgs(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        String part = filter.find(given).orElse("");
        int wanted = count.find(given).orElse(Integer.MAX_VALUE);
        long deadline = Hearing.deadline(timeout.find(given).orElse(Duration.ofDays(365)));
        Optional<ValueTable> table = !console.json() && Terminal.OUTPUT.canRedraw(console)
                ? Optional.of(new ValueTable())
                : Optional.empty();
        int values = 0;
        try (UdpTransport transport = network.open(given);
                Hearing hearing = new Hearing(transport)) {
            long redrawAt = System.nanoTime();
            while (values < wanted && System.nanoTime() < deadline) {
                long until = table.isPresent() ? Math.min(deadline, redrawAt) : deadline;
                Optional<CcmDatagram> datagram = hearing.next(until);
                if (datagram.isPresent()) {
                    values += show(datagram.get(), part, wanted - values, table, console);
                }
                if (table.isPresent() && System.nanoTime() - redrawAt >= 0) {
                    redrawAt = Hearing.deadline(REDRAW);
                    console.out().print(table.get().screen(System.nanoTime()));
                    console.out().flush();
                }
            }
        }
        return count.find(given).isPresent() && values < wanted ? ExitCode.TIMED_OUT : ExitCode.DONE;
    }

    private static int show(
            CcmDatagram datagram, String part, int atMost, Optional<ValueTable> table, Console console) {
        List<CcmDatum> data = values(datagram).stream()
                .filter(datum -> datum.type().text().contains(part))
                .limit(atMost)
                .toList();
        for (CcmDatum datum : data) {
            if (table.isPresent()) {
                table.get().put(datagram.sender(), datum, System.nanoTime());
            } else {
                console.result(console.json() ? json(datagram, datum) : line(datagram, datum));
            }
        }
        return data.size();
    }

    private static List<CcmDatum> values(CcmDatagram datagram) {
        return datagram.port() == CcmPort.VALUES
                        && datagram.parse() instanceof CcmParse.Parsed parsed
                        && parsed.packet().message() instanceof CcmMessage.Values values
                ? values.data()
                : List.of();
    }

    private static String line(CcmDatagram datagram, CcmDatum datum) {
        return String.format(
                Locale.ROOT,
                "%-15s %-19s %-10s %2d  %s",
                datagram.sender(),
                datum.type(),
                datum.address(),
                datum.priority(),
                Printable.of(datum.text()));
    }

    private static String json(CcmDatagram datagram, CcmDatum datum) {
        JsonLine line = new JsonLine()
                .put("sender", datagram.sender().toString())
                .put("source", datagram.source().toString());
        PacketJson.put(line, datum);
        return line.put("timestamp", Instant.now().toString()).toString();
    }
}

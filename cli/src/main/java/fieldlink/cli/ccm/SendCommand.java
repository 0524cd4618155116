package fieldlink.cli.ccm;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmType;
import fieldlink.ccm.cadence.Pace;
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
import java.util.Optional;

/** {@code fieldlink ccm send TYPE VALUE}: one change, in as many packets as it takes. */
final class SendCommand implements Command {
    private final Arg<CcmType> type;
    private final Arg<String> value;
    private final PlaceArgs place;
    private final Arg<Integer> priority;
    private final Arg<Duration> hold;
    private final Arg<String> then;
    private final NetworkArgs network;

    SendCommand(Syntax syntax) {
        syntax.details(
                "A change leaves three times within 0.2 s. Nodes forget it after 3 s or more: --for repeats it every"
                        + " second for a time, and --then sends another value at the end, or when Ctrl-C ends it.",
                "This is a tool for trying things out. It guards no motor and no valve; 'actuator' does.");
        syntax.examples(
                "ccm send VenSdWinrcA 30 --region 71 --for 30s",
                "ccm send IrrircA 1 --region 61 --priority 1 --for 5m --then 0");
        type = syntax.parameter("TYPE", Words::type, "A type like VenSdWinrcA.");
        value = syntax.parameter("VALUE", text -> text, "A decimal.");
        place = new PlaceArgs(syntax);
        priority = syntax.option("--priority", "N", Words::number, "10", "0 to 30; 0 is the strongest.");
        hold = syntax.option("--for", "TIME", Words::duration, "Repeat it every second for this time.");
        then = syntax.option("--then", "VALUE", text -> text, "Send this value at the end.");
        network = new NetworkArgs(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        CcmDatum datum = new CcmDatum(type.get(given), place.address(given), priority.get(given), value.get(given));
        Optional<CcmDatum> last = then.find(given).map(datum::withText);
        try (UdpTransport transport = network.open(given)) {
            Sender sender = new Sender(transport);
            // Both are checked before anything leaves: a bad second value must not strand the first.
            sender.check(datum);
            last.ifPresent(sender::check);
            send(sender, datum, last, hold.find(given).orElse(Sender.BURST));
            if (sender.packets() == 0) {
                throw new CommandFailure(
                        ExitCode.UNREACHABLE, "the network took none of the packets; 'ip -br addr' shows its state");
            }
            report(datum, sender.packets(), console);
        }
        return ExitCode.DONE;
    }

    private static void send(Sender sender, CcmDatum datum, Optional<CcmDatum> last, Duration time)
            throws InterruptedException {
        sender.put(datum, Pace.MOVING);
        long end = Hearing.deadline(time.compareTo(Sender.BURST) < 0 ? Sender.BURST : time);
        if (last.isEmpty()) {
            sender.sendUntil(end);
            return;
        }
        Thread atCtrlC = new Thread(() -> sender.sayLast(last.get()), "fieldlink-ccm-send-last");
        Runtime.getRuntime().addShutdownHook(atCtrlC);
        sender.sendUntil(end);
        Runtime.getRuntime().removeShutdownHook(atCtrlC);
        sender.put(last.get(), Pace.SETTLING);
        sender.sendUntil(Hearing.deadline(Sender.BURST));
    }

    private static void report(CcmDatum datum, int packets, Console console) {
        String sent = datum.tuple() + " = " + datum.text();
        console.result(
                console.json()
                        ? PacketJson.put(new JsonLine(), datum)
                                .put("packets", packets)
                                .toString()
                        : "sent " + sent + " in " + packets + " packets");
    }
}

package fieldlink.cli.ccm;

import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.CcmType;
import fieldlink.ccm.udp.UdpTransport;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/** {@code fieldlink ccm doctor TYPE}: what a node does with commands, found by giving it some. */
final class DoctorCommand implements Command {
    private final Arg<CcmType> type;
    private final PlaceArgs place;
    private final Arg<String> on;
    private final Arg<String> off;
    private final Arg<Duration> listen;
    private final Arg<Duration> reaction;
    private final Arg<Duration> rest;
    private final Arg<Duration> forget;
    private final Arg<Boolean> yes;
    private final Arg<Path> output;
    private final NetworkArgs network;

    DoctorCommand(Syntax syntax) {
        syntax.details(
                "It answers: does the node report its state (task A)? Which priorities does it obey, does a weaker one"
                        + " win later, and how long does it remember (task C)? Does it want rcA, rcM or the bare type"
                        + " (task D)? The node's own log (task B) is not on the network.",
                "THE MACHINE MOVES. Pick one that may, stand beside it, and give --yes. A bridge that commands the same"
                        + " machine must be stopped.",
                "Ends with 4 when the node reports nothing, and with 3 when it obeys nothing.");
        syntax.examples(
                "ccm doctor CirHoriFan --region 61 --yes",
                "ccm doctor VenSdWin --region 71 --on 10 --off 0 --rest 15s --output side-window.yaml --yes");
        type = syntax.parameter("TYPE", Words::type, "The type without a role, like VenSdWin.");
        place = new PlaceArgs(syntax);
        on = syntax.option("--on", "VALUE", text -> text, "1", "A value that makes it do something.");
        off = syntax.option("--off", "VALUE", text -> text, "0", "The value that ends that.");
        listen = syntax.option("--listen", "TIME", Words::duration, "12s", "How long to wait for its first report.");
        reaction = syntax.option("--reaction", "TIME", Words::duration, "11s", "How long a report may take.");
        rest = syntax.option("--rest", "TIME", Words::duration, "10s", "Rest between two commands, for the motor.");
        forget = syntax.option("--forget", "TIME", Words::duration, "190s", "How long to wait until it forgets.");
        yes = syntax.flag("--yes", "The machine may move now.");
        output = syntax.option("--output", "FILE", Path::of, "Write the profile here instead of printing it.");
        network = new NetworkArgs(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException, IOException {
        if (!yes.isSet(given)) {
            throw new CommandFailure(
                    ExitCode.REFUSED, "this moves the machine; stand beside it, and say so with --yes");
        }
        Optional<Path> file = output.find(given);
        if (file.isPresent() && Files.exists(file.get())) {
            throw new CommandFailure(ExitCode.REFUSED, file.get() + " is there already; name another file");
        }
        NodeExamination.Plan plan = new NodeExamination.Plan(
                new CcmTuple(type.get(given), place.address(given)),
                on.get(given),
                off.get(given),
                listen.get(given),
                reaction.get(given),
                rest.get(given),
                forget.get(given));
        NodeFindings findings;
        try (UdpTransport transport = network.open(given);
                Hearing hearing = new Hearing(transport)) {
            NodeExamination examination = new NodeExamination(plan, transport, hearing, console::remark);
            Thread atCtrlC = new Thread(examination::leaveNothingOn, "fieldlink-ccm-doctor-stop");
            Runtime.getRuntime().addShutdownHook(atCtrlC);
            findings = examination.run();
            Runtime.getRuntime().removeShutdownHook(atCtrlC);
        }
        publish(findings, file, console);
        if (!findings.reportsItself()) {
            return ExitCode.UNREACHABLE;
        }
        return findings.role().isPresent() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private static void publish(NodeFindings findings, Optional<Path> file, Console console) throws IOException {
        if (file.isPresent()) {
            try {
                Files.writeString(
                        file.get(), findings.profile(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException e) {
                throw new CommandFailure(ExitCode.REFUSED, file.get() + " is there already; name another file", e);
            }
            console.remark("written to " + file.get());
        }
        if (console.json()) {
            console.result(findings.json().toString());
        } else if (file.isEmpty()) {
            console.result(findings.profile().stripTrailing());
        }
    }
}

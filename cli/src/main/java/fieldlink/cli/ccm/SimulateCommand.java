package fieldlink.cli.ccm;

import fieldlink.ccm.Ipv4Address;
import fieldlink.ccm.sim.Autonomy;
import fieldlink.ccm.sim.Finding;
import fieldlink.ccm.sim.Greenhouse;
import fieldlink.ccm.sim.LiveGreenhouse;
import fieldlink.ccm.sim.NetworkFaults;
import fieldlink.ccm.sim.NodeProfile;
import fieldlink.ccm.sim.NodeSpec;
import fieldlink.ccm.sim.Rehearsal;
import fieldlink.ccm.sim.Truth;
import fieldlink.ccm.sim.VirtualTime;
import fieldlink.ccm.udp.UdpSettings;
import fieldlink.ccm.udp.UdpTransport;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.JsonLine;
import fieldlink.cli.Syntax;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code fieldlink ccm simulate}: a node with windows, curtains, a valve and fans, on real sockets. */
final class SimulateCommand implements Command {
    private static final String NODE_ADDRESS = "127.0.0.71";

    private enum Drive {
        POSITION,
        RELAYS
    }

    private final Arg<Path> config;
    private final Arg<Boolean> live;
    private final Arg<NodeProfile> profile;
    private final Arg<Drive> drive;
    private final Arg<Duration> validity;
    private final Arg<Double> loss;
    private final Arg<Duration> delay;
    private final Arg<Double> speed;
    private final Arg<Integer> seed;
    private final Arg<Duration> runTime;
    private final NetworkArgs network;

    SimulateCommand(Syntax syntax) {
        syntax.details(
                "Its motors move by physics: what is shown is where each window really is, whatever was commanded.",
                "Prints a line when something moves, and what must never happen: both directions on together, a reversal"
                        + " too early, a run beyond the guard, water left running. Ends with 1 when that happened.",
                "Without --interface it stays within this machine, as " + NODE_ADDRESS + ".",
                "With --config it is your own house: the bridge and a node with your actuators rehearse in virtual time,"
                        + " as fast as the machine goes. With --live too, only the node runs, for a bridge beside it.");
        syntax.examples(
                "ccm simulate --profile uardecs --loss 10%",
                "ccm simulate --profile arsprout-notes --speed 10 --for 1m --json",
                "ccm simulate --drive relays -i eth0",
                "ccm simulate --config actuators.yaml --loss 10%");
        config = syntax.option("--config", "FILE", Path::of, "Rehearse this house instead of a made-up one.");
        live = syntax.flag("--live", "With --config: a node on real sockets.");
        profile = syntax.option(
                "--profile",
                "NODE",
                NodeProfile::parse,
                "uardecs",
                "How it reads: ideal, uardecs, threshold-N (N the weakest priority it takes), m304 or arsprout-notes.");
        drive = syntax.option(
                "--drive",
                "HOW",
                Syntax.oneOf(Drive.class),
                "position",
                "Its windows take a percentage (position), or an open and a close relay (relays: order 1 and 2).");
        validity = syntax.option("--validity", "TIME", Words::duration, "3s", "How long it believes a value.");
        loss = syntax.option("--loss", "PART", Words::probability, "0", "Packets that never arrive, like 10%.");
        delay = syntax.option("--delay", "TIME", Words::duration, "0ms", "Packets are late by up to this.");
        speed = syntax.option(
                "--speed", "N", Double::parseDouble, "1", "So many times faster than the clock, forgetting included.");
        seed = syntax.option("--seed", "N", Words::number, "1", "Another seed makes other losses and motors.");
        runTime = syntax.option("--for", "TIME", Words::duration, "End after this time on the clock.");
        network = new NetworkArgs(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws IOException, InterruptedException {
        NetworkFaults faults = new NetworkFaults(loss.get(given), 0, Duration.ZERO, 0, delay.get(given), 0);
        Optional<ConfigRehearsal> own = Optional.empty();
        if (config.find(given).isPresent()) {
            own = Optional.of(ConfigRehearsal.open(config.find(given).get(), console));
        }
        if (own.isPresent() && !live.isSet(given)) {
            return own.get()
                    .run(profile.get(given), validity.get(given), new RehearsedHouse.Faults(faults, seed.get(given)));
        }
        UdpSettings asked = network.settings(given, NODE_ADDRESS);
        UdpSettings settings = profile.get(given).hearsMulticast() ? asked : asked.withoutMulticast();
        Greenhouse greenhouse =
                new Greenhouse(new VirtualTime(), seed.get(given), finding -> console.result(found(finding, console)));
        try (UdpTransport transport = NetworkArgs.open(settings);
                LiveGreenhouse running = new LiveGreenhouse(greenhouse, speed.get(given))) {
            NodeSpec node = node(own, transport.address(), given).withValidity(validity.get(given));
            running.add(node, transport, faults, Autonomy.NONE);
            running.start();
            console.remark("simulated greenhouse at " + transport.address() + " port "
                    + settings.ports().values() + "; Ctrl-C ends it");
            watch(running, Hearing.deadline(runTime.find(given).orElse(Duration.ofDays(365))), console);
            return running.findings().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private NodeSpec node(Optional<ConfigRehearsal> own, Ipv4Address address, Given given) {
        if (own.isPresent()) {
            return own.get().node(address, profile.get(given));
        }
        return drive.get(given) == Drive.POSITION
                ? Rehearsal.byPosition(address, profile.get(given))
                : Rehearsal.byRelays(address, profile.get(given));
    }

    /** Shows every device once, and then what changes. */
    private static void watch(LiveGreenhouse live, long deadline, Console console) throws InterruptedException {
        List<Truth> before = List.of();
        while (System.nanoTime() < deadline) {
            List<Truth> now = live.truths();
            for (int i = 0; i < now.size(); i++) {
                if (before.isEmpty() || differs(before.get(i), now.get(i))) {
                    console.result(shown(now.get(i), console));
                }
            }
            before = now;
            TimeUnit.NANOSECONDS.sleep(Math.min(TimeUnit.SECONDS.toNanos(1), deadline - System.nanoTime()));
        }
    }

    private static boolean differs(Truth before, Truth now) {
        return Math.abs(before.percent() - now.percent()) >= 0.05
                || before.running() != now.running()
                || before.commanded() != now.commanded();
    }

    private static String shown(Truth truth, Console console) {
        if (console.json()) {
            return new JsonLine()
                    .put("at_sec", truth.at().toMillis() / 1000.0)
                    .put("node", truth.node())
                    .put("device", truth.device())
                    .put("position_pct", Math.rint(truth.percent() * 100) / 100)
                    .put("running", truth.running())
                    .put("litres", Math.rint(truth.litres() * 10) / 10)
                    .put("commanded", truth.commanded())
                    .toString();
        }
        return String.format(
                Locale.ROOT,
                "%8.1fs %-16s %6.1f %% %-8s %s",
                truth.at().toMillis() / 1000.0,
                truth.device(),
                truth.percent(),
                truth.running() ? "running" : "at rest",
                truth.commanded() ? "" : "by its own will");
    }

    static String found(Finding finding, Console console) {
        return console.json()
                ? new JsonLine()
                        .put("at_sec", finding.at().toMillis() / 1000.0)
                        .put("finding", finding.kind().name().toLowerCase(Locale.ROOT))
                        .put("device", finding.device())
                        .put("detail", finding.detail())
                        .toString()
                : "FOUND " + finding;
    }
}

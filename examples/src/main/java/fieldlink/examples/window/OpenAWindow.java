package fieldlink.examples.window;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.Mandate;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.config.ConfigFile;
import fieldlink.ccm.engine.ActuatorStatus;
import fieldlink.ccm.engine.Engine;
import fieldlink.ccm.sim.LiveGreenhouse;
import fieldlink.ccm.sim.NodeProfile;
import fieldlink.ccm.sim.Rehearsal;
import fieldlink.ccm.udp.UdpPorts;
import fieldlink.ccm.udp.UdpSettings;
import fieldlink.ccm.udp.UdpTransport;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** Opens a window to 30 %. {@code --real house.yaml} opens the side-window of the house that is described there. */
public final class OpenAWindow {
    private OpenAWindow() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("--real")) {
            move(Path.of(args[1]), UdpSettings.onDefaultNetwork());
            return;
        }
        URL file = Objects.requireNonNull(OpenAWindow.class.getResource("house.yaml"));
        UdpTransport node = UdpTransport.open(UdpSettings.loopback("127.0.0.72", UdpPorts.from(21_520)));
        LiveGreenhouse greenhouse = LiveGreenhouse.start(
                Rehearsal.byRelays(node.address(), NodeProfile.UARDECS), node, System.err::println);
        try (node;
                greenhouse) {
            move(Path.of(file.toURI()), UdpSettings.loopback("127.0.0.73", UdpPorts.from(21_520)));
        }
    }

    private static void move(Path house, UdpSettings network) throws Exception {
        var settings = ConfigFile.load(house).config().orElseThrow().settings();
        try (UdpTransport transport = UdpTransport.open(network);
                Engine engine = Engine.startInMemory(settings, transport)) {
            ask(engine, new Operation.SetKnown(0)); // somebody looked: it is closed
            ask(engine, new Operation.SetPosition(30));
            ActuatorStatus window;
            do {
                Thread.sleep(500);
                window = engine.actuators().get(0);
                System.out.println(window.name() + " " + window.state() + " " + window.percentOrNull() + " %");
            } while (window.work().targetOrNull() != null);
        }
    }

    private static void ask(Engine engine, Operation wanted) throws Exception {
        Mandate person = Mandate.of(ControlLevel.MANUAL, "example", "");
        ActuatorCommand command = new ActuatorCommand("" + System.nanoTime(), "side-window", wanted, person);
        System.out.println(engine.submit(command, Duration.ofSeconds(5)).admission());
    }
}

package fieldlink.examples.window;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.Mandate;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.config.ConfigFile;
import fieldlink.ccm.config.HouseConfig;
import fieldlink.ccm.engine.ActuatorStatus;
import fieldlink.ccm.engine.Engine;
import fieldlink.ccm.sim.LiveGreenhouse;
import fieldlink.ccm.sim.NodeProfile;
import fieldlink.ccm.sim.Rehearsal;
import fieldlink.ccm.udp.UdpPorts;
import fieldlink.ccm.udp.UdpSettings;
import fieldlink.ccm.udp.UdpTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** Opens a window to 30 %. {@code --real house.yaml} opens the side-window of the house that is described there. */
public final class OpenAWindow {
    private static final UdpPorts LOOPBACK = UdpPorts.from(21_520);

    private OpenAWindow() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("--real")) {
            move(ConfigFile.load(Path.of(args[1])).config().orElseThrow(), UdpSettings.onDefaultNetwork());
            return;
        }
        Path file = Path.of(Objects.requireNonNull(OpenAWindow.class.getResource("house.yaml"))
                .toURI());
        UdpTransport node = UdpTransport.open(UdpSettings.loopback("127.0.0.72", LOOPBACK));
        LiveGreenhouse greenhouse = LiveGreenhouse.start(
                Rehearsal.byRelays(node.address(), NodeProfile.UARDECS), node, bad -> System.err.println(bad));
        try (node;
                greenhouse) {
            move(ConfigFile.load(file).config().orElseThrow(), UdpSettings.loopback("127.0.0.73", LOOPBACK));
        }
    }

    private static void move(HouseConfig house, UdpSettings network) throws Exception {
        try (UdpTransport transport = UdpTransport.open(network);
                Engine engine = Engine.startInMemory(house.settings(), transport)) {
            ask(engine, new Operation.SetKnown(0)); // somebody looked: it is closed
            ask(engine, new Operation.SetPosition(30));
            ActuatorStatus window = engine.actuators().get(0);
            while (window.work().targetOrNull() != null) {
                Thread.sleep(500);
                window = engine.actuators().get(0);
                System.out.println(window.name() + " " + window.state() + " " + window.percentOrNull() + " %");
            }
        }
    }

    private static void ask(Engine engine, Operation wanted) throws Exception {
        Mandate person = Mandate.of(ControlLevel.MANUAL, "example", "");
        ActuatorCommand command = new ActuatorCommand("" + System.nanoTime(), "side-window", wanted, person);
        System.out.println(engine.submit(command, Duration.ofSeconds(5)).admission());
    }
}

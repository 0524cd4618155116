package fieldlink.cli.gateway;

import fieldlink.ccm.sim.LiveGreenhouse;
import fieldlink.ccm.sim.NodeProfile;
import fieldlink.ccm.sim.Rehearsal;
import fieldlink.ccm.udp.UdpPorts;
import fieldlink.ccm.udp.UdpSettings;
import fieldlink.ccm.udp.UdpTransport;
import java.util.function.Consumer;

/** A simulated greenhouse on loopback: a node with motors that obey physics, whatever they are told. */
final class GreenhousePart implements Part {
    private static final String NODE = "127.0.0.71";

    private final UdpPorts ports;
    private final Consumer<String> remarks;

    /** @param remarks told when something happened that must never happen */
    GreenhousePart(UdpPorts ports, Consumer<String> remarks) {
        this.ports = ports;
        this.remarks = remarks;
    }

    @Override
    public String name() {
        return "greenhouse";
    }

    @Override
    public Running start() {
        UdpTransport transport = UdpTransport.open(UdpSettings.loopback(NODE, ports));
        LiveGreenhouse live = LiveGreenhouse.start(
                Rehearsal.byRelays(transport.address(), NodeProfile.UARDECS),
                transport,
                finding -> remarks.accept("greenhouse: " + finding));
        return new Running() {
            @Override
            public String description() {
                return "a simulated node at " + NODE + ", UDP " + ports.values() + " and next";
            }

            @Override
            public void stop() {
                live.close();
                transport.close();
            }
        };
    }
}

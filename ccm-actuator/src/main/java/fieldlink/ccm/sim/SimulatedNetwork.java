package fieldlink.ccm.sim;

import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmEndpoint;
import fieldlink.ccm.CcmPayload;
import fieldlink.ccm.CcmPort;
import fieldlink.ccm.CcmReader;
import fieldlink.ccm.CcmTransport;
import fieldlink.ccm.Ipv4Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A network in virtual time: what is sent arrives in the same instant, after what was sent before it. Faults belong to
 * the nodes' own links. For one thread.
 */
public final class SimulatedNetwork {
    private final VirtualTime time;
    private final Map<Ipv4Address, Host> hosts = new LinkedHashMap<>();

    public SimulatedNetwork(VirtualTime time) {
        this.time = time;
    }

    /** Plugs a host in. An address belongs to one host. */
    public CcmTransport join(Ipv4Address address) {
        Host host = new Host(address);
        if (hosts.putIfAbsent(address, host) != null) {
            throw new IllegalArgumentException(address + " is taken in this network");
        }
        return host;
    }

    private final class Host implements CcmTransport {
        private final Ipv4Address address;
        private final List<Consumer<CcmDatagram>> listeners = new ArrayList<>();

        Host(Ipv4Address address) {
            this.address = address;
        }

        @Override
        public Ipv4Address address() {
            return address;
        }

        @Override
        public int broadcast(CcmPort port, CcmPayload payload) {
            List.copyOf(hosts.values()).forEach(host -> carry(port, payload, host));
            return 1;
        }

        @Override
        public int unicast(CcmEndpoint node, CcmPayload payload) {
            Host host = hosts.get(node.address());
            for (CcmPort port : CcmPort.values()) {
                if (host != null && port.number() == node.port()) {
                    carry(port, payload, host);
                    return 1;
                }
            }
            return 0;
        }

        @Override
        public Subscription listen(Consumer<CcmDatagram> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        @Override
        public void close() {
            hosts.remove(address);
            listeners.clear();
        }

        private void carry(CcmPort port, CcmPayload payload, Host to) {
            CcmEndpoint source = new CcmEndpoint(address, port.number());
            CcmDatagram datagram = new CcmDatagram(port, source, payload, CcmReader.read(payload));
            time.at(time.nanos(), () -> List.copyOf(to.listeners).forEach(listener -> listener.accept(datagram)));
        }
    }
}

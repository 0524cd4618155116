package fieldlink.ccm.sim;

import fieldlink.ccm.CcmAddress;
import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmEndpoint;
import fieldlink.ccm.CcmEntry;
import fieldlink.ccm.CcmMessage;
import fieldlink.ccm.CcmPacket;
import fieldlink.ccm.CcmParse;
import fieldlink.ccm.CcmPayload;
import fieldlink.ccm.CcmPort;
import fieldlink.ccm.CcmReader;
import fieldlink.ccm.CcmTransport;
import fieldlink.ccm.CcmType;
import fieldlink.ccm.CcmWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A node: its ears and mouth on the network, and the devices behind it. */
final class SimulatedNode {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final NodeSpec spec;
    private final CcmTransport transport;
    private final FaultyLink ear;
    private final FaultyLink mouth;
    private final PacketOracle oracle;
    private final List<Device> devices;
    private boolean powered = true;

    /**
     * @param ear spoils what it hears
     * @param mouth spoils what it says
     */
    SimulatedNode(
            NodeSpec spec,
            CcmTransport transport,
            FaultyLink ear,
            FaultyLink mouth,
            PacketOracle oracle,
            List<Device> devices) {
        this.spec = spec;
        this.transport = transport;
        this.ear = ear;
        this.mouth = mouth;
        this.oracle = oracle;
        this.devices = List.copyOf(devices);
    }

    void start(VirtualTime time) {
        time.every(
                TICK,
                () -> devices.forEach(device -> {
                    if (powered) {
                        device.act();
                    }
                }));
        time.every(HEARTBEAT, () -> say(new CcmDatum(new CcmType("cnd.mIC"), place(), 29, "0")));
        if (!spec.stateInterval().isZero()) {
            time.every(
                    spec.stateInterval(),
                    () -> devices.forEach(device -> device.states().forEach(this::say)));
        }
    }

    void hear(CcmDatagram datagram) {
        if (!powered || isOurs(datagram)) {
            return;
        }
        oracle.inspect(datagram);
        ear.carry(datagram.payload(), arrived -> read(asItArrived(datagram, arrived)));
    }

    private static CcmDatagram asItArrived(CcmDatagram sent, CcmPayload arrived) {
        return arrived.equals(sent.payload())
                ? sent
                : new CcmDatagram(sent.port(), sent.source(), arrived, CcmReader.read(arrived));
    }

    List<Truth> truths() {
        return devices.stream().map(Device::truth).toList();
    }

    /** Switches the node off and, when it comes back, it has forgotten everything. */
    void power(boolean on) {
        powered = on;
        if (!on) {
            devices.forEach(Device::reboot);
        }
    }

    private void read(CcmDatagram datagram) {
        if (datagram.port() == CcmPort.VALUES) {
            for (CcmDatum datum : spec.profile().read(datagram)) {
                take(datum, datagram);
            }
        } else if (datagram.parse() instanceof CcmParse.Parsed parsed) {
            answer(parsed.packet().message(), datagram.source());
        }
    }

    private void take(CcmDatum datum, CcmDatagram datagram) {
        for (Device device : devices) {
            boolean taken = false;
            for (Slot slot : device.slots()) {
                taken |= slot.offer(datum, datagram.sender(), spec.profile());
            }
            if (taken) {
                device.act();
            }
        }
    }

    private void answer(CcmMessage question, CcmEndpoint asker) {
        if (question instanceof CcmMessage.NodeScan) {
            reply(
                    asker,
                    new CcmMessage.Node(
                            spec.name(),
                            "Fieldlink simulator",
                            "010000010000",
                            spec.address().toString(),
                            mac()));
        } else if (question instanceof CcmMessage.CcmScan scan) {
            List<CcmEntry> entries = entries();
            if (scan.page() <= entries.size()) {
                reply(
                        asker,
                        new CcmMessage.CcmPage(scan.page(), entries.size(), List.of(entries.get(scan.page() - 1))));
            }
        } else if (question instanceof CcmMessage.Search search) {
            for (CcmEntry entry : entries()) {
                boolean sent = entry.direction().equals("S");
                if (sent
                        && entry.tuple().type().equals(search.tuple().type())
                        && entry.tuple().address().covers(search.tuple().address())) {
                    reply(asker, new CcmMessage.Server(entry.tuple(), entry.priority(), spec.address()));
                }
            }
        }
    }

    /** What the node sends and receives, one to a page as UARDECS nodes give it. */
    private List<CcmEntry> entries() {
        List<CcmEntry> entries = new ArrayList<>();
        String level = spec.validity().toSeconds() <= 3 ? "A-1S-0" : "A-10S-0";
        for (Device device : devices) {
            for (Slot slot : device.slots()) {
                entries.add(new CcmEntry(entries.size() + 1, slot.tuple(), 30, 0, "", "R", level));
            }
            if (!spec.stateInterval().isZero()) {
                for (CcmDatum state : device.states()) {
                    entries.add(new CcmEntry(entries.size() + 1, state.tuple(), 1, 0, "", "S", level));
                }
            }
        }
        return entries;
    }

    private void say(CcmDatum datum) {
        if (powered) {
            CcmPayload packet = CcmWriter.write(CcmPacket.of(spec.address(), datum));
            mouth.carry(packet, said -> transport.broadcast(CcmPort.VALUES, said));
        }
    }

    private void reply(CcmEndpoint asker, CcmMessage message) {
        mouth.carry(CcmWriter.write(CcmPacket.of(message)), said -> transport.unicast(asker, said));
    }

    private CcmAddress place() {
        return devices.isEmpty()
                ? CcmAddress.of(1, 1, 1)
                : devices.get(0).slots().get(0).tuple().address();
    }

    private String mac() {
        return String.format(Locale.ROOT, "02FE%08X", spec.address().bits());
    }

    private boolean isOurs(CcmDatagram datagram) {
        return datagram.source().address().equals(spec.address());
    }
}

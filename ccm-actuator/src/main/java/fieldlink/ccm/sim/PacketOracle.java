package fieldlink.ccm.sim;

import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmMessage;
import fieldlink.ccm.CcmPacket;
import fieldlink.ccm.CcmParse;
import fieldlink.ccm.CcmPort;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.Ipv4Address;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Watches what others send to a node, before the network spoils it. */
final class PacketOracle {
    /** A burst is over by then, and no careful bridge has turned a motor on again so soon. */
    private static final Duration BURST = Duration.ofMillis(250);

    private record Stream(Ipv4Address sender, CcmTuple tuple) {}

    private final String node;
    private final Set<CcmTuple> motors;
    private final VirtualTime time;
    private final Findings findings;
    private final Map<Stream, Boolean> wasOn = new HashMap<>();
    private final Map<Stream, Long> offSince = new HashMap<>();

    /** @param motors the tuples that drive relays of motors */
    PacketOracle(String node, Set<CcmTuple> motors, VirtualTime time, Findings findings) {
        this.node = node;
        this.motors = Set.copyOf(motors);
        this.time = time;
        this.findings = findings;
    }

    void inspect(CcmDatagram datagram) {
        if (datagram.port() != CcmPort.VALUES
                || !(datagram.parse() instanceof CcmParse.Parsed parsed)
                || !(parsed.packet().message() instanceof CcmMessage.Values values)) {
            return;
        }
        int length = datagram.payload().length();
        if (length > CcmPacket.MAX_SENT_BYTES) {
            findings.add(Finding.Kind.PACKET_TOO_LARGE, node, length + " bytes from " + datagram.sender());
        }
        if (values.data().size() > 1) {
            findings.add(Finding.Kind.SEVERAL_VALUES, node, values.data().size() + " values from " + datagram.sender());
        }
        values.data().stream()
                .filter(datum -> motors.contains(datum.tuple()))
                .forEach(datum -> follow(new Stream(datagram.sender(), datum.tuple()), datum));
    }

    private void follow(Stream stream, CcmDatum datum) {
        boolean on = datum.number().orElse(0) > 0;
        boolean before = Boolean.TRUE.equals(wasOn.put(stream, on));
        if (before && !on) {
            offSince.put(stream, time.nanos());
        }
        Long off = offSince.get(stream);
        if (on && !before && off != null && time.nanos() - off < BURST.toNanos()) {
            findings.add(Finding.Kind.ON_AFTER_OFF, node, stream.tuple() + " came on again within its own OFF");
        }
    }
}

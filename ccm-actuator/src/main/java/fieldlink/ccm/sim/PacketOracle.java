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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Watches what others send to a node, before the network spoils it. */
final class PacketOracle {
    /** A burst is over by then, and no careful bridge has turned a motor on again so soon. */
    private static final Duration BURST = Duration.ofMillis(250);

    /** More packets within a second than this say nothing new, and keep others off the wire. */
    private static final int CROWD = 50;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private record Stream(Ipv4Address sender, CcmTuple tuple) {}

    /** What one sender has told one relay. */
    private static final class Talk {
        boolean on;
        long heardAt;
        long offAt = Long.MIN_VALUE / 2;
        final Deque<Long> recent = new ArrayDeque<>();
    }

    private final String node;
    private final Duration validity;
    private final Set<CcmTuple> motors = new HashSet<>();
    private final Set<CcmTuple> relays = new HashSet<>();
    private final VirtualTime time;
    private final Findings findings;
    private final Map<Stream, Talk> talks = new HashMap<>();

    PacketOracle(NodeSpec spec, VirtualTime time, Findings findings) {
        this.node = spec.name();
        this.validity = spec.validity();
        this.time = time;
        this.findings = findings;
        for (DeviceSpec device : spec.devices()) {
            boolean motor = device instanceof DeviceSpec.Relays;
            motors.addAll(motor ? device.tuples() : List.of());
            relays.addAll(motor || device instanceof DeviceSpec.Switch ? device.tuples() : List.of());
        }
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
                .filter(datum -> relays.contains(datum.tuple()))
                .forEach(datum -> follow(new Stream(datagram.sender(), datum.tuple()), datum));
    }

    private void follow(Stream stream, CcmDatum datum) {
        Talk talk = talks.computeIfAbsent(stream, key -> new Talk());
        long now = time.nanos();
        boolean on = datum.number().orElse(0) > 0;
        if (talk.on && now - talk.heardAt > validity.toNanos()) {
            findings.add(
                    Finding.Kind.FORGOTTEN_ON,
                    node,
                    stream.tuple() + " was on and not repeated for "
                            + Findings.seconds(Duration.ofNanos(now - talk.heardAt)));
        }
        if (talk.on && !on) {
            talk.offAt = now;
        }
        if (on && !talk.on && now - talk.offAt < BURST.toNanos() && motors.contains(stream.tuple())) {
            findings.add(Finding.Kind.ON_AFTER_OFF, node, stream.tuple() + " came on again within its own OFF");
        }
        talk.on = on;
        talk.heardAt = now;
        count(stream, talk);
    }

    private void count(Stream stream, Talk talk) {
        talk.recent.add(time.nanos());
        while (time.nanos() - talk.recent.getFirst() > SECOND.toNanos()) {
            talk.recent.removeFirst();
        }
        if (talk.recent.size() > CROWD) {
            findings.add(
                    Finding.Kind.TOO_MANY_PACKETS,
                    node,
                    "more than " + CROWD + " packets a second for " + stream.tuple() + " from " + stream.sender());
            talk.recent.clear();
        }
    }
}

package fieldlink.ccm.sim;

import fieldlink.ccm.CcmAddress;
import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmMessage;
import fieldlink.ccm.CcmPacket;
import fieldlink.ccm.CcmParse;
import fieldlink.ccm.Ipv4Address;
import java.util.List;
import java.util.regex.Pattern;

/** How a kind of node reads packets and decides whose word counts. Nodes in the field differ in all of it. */
public enum NodeProfile {
    /** Takes every readable value that is addressed to it. */
    IDEAL(4096) {
        @Override
        boolean takes(Slot slot, CcmDatum datum, Ipv4Address from) {
            return isFor(slot, datum);
        }
    },
    /** The UARDECS library: strict about every byte; a lower address wins over a stronger priority. */
    UARDECS(CcmPacket.MAX_SENT_BYTES) {
        @Override
        List<CcmDatum> read(CcmDatagram datagram) {
            boolean strict = UARDECS_PACKET.matcher(datagram.payload().text()).lookingAt();
            return strict ? super.read(datagram).stream().limit(1).toList() : List.of();
        }

        @Override
        boolean takes(Slot slot, CcmDatum datum, Ipv4Address from) {
            CcmDatum stored = slot.valid();
            if (!isFor(slot, datum) || stored == null) {
                return isFor(slot, datum);
            }
            int more = Integer.compare(specificness(datum.address()), specificness(stored.address()));
            boolean stronger = datum.effectivePriority() < stored.effectivePriority();
            return more > 0 || (more == 0 && (stronger || from.compareTo(slot.sender()) <= 0));
        }
    },
    /** Takes what is at least as strong as a configured priority, here 1; ours of the agri-relay firmware. */
    THRESHOLD(2047) {
        @Override
        boolean takes(Slot slot, CcmDatum datum, Ipv4Address from) {
            return datum.tuple().equals(slot.tuple()) && datum.effectivePriority() <= 1;
        }
    },
    /** Remembers the strongest priority it ever saw, until it is rebooted. */
    M304(512) {
        @Override
        boolean takes(Slot slot, CcmDatum datum, Ipv4Address from) {
            return isFor(slot, datum) && datum.effectivePriority() <= slot.strongestEver();
        }
    },
    /** As an owner of ArSprout nodes noted down: the sender's address is needed, and only the last value counts. */
    ARSPROUT_NOTES(4096) {
        @Override
        List<CcmDatum> read(CcmDatagram datagram) {
            boolean named = datagram.parse() instanceof CcmParse.Parsed parsed
                    && parsed.packet().ip().isPresent();
            List<CcmDatum> all = named ? super.read(datagram) : List.of();
            return all.isEmpty() ? all : all.subList(all.size() - 1, all.size());
        }

        @Override
        boolean takes(Slot slot, CcmDatum datum, Ipv4Address from) {
            return datum.tuple().equals(slot.tuple());
        }
    };

    private static final Pattern UARDECS_PACKET = Pattern.compile(
            "<\\?xml version=\"1\\.0\"\\?>\\s*"
                    + "<UECS ver=\"1\\.00-E10\">\\s*<DATA\\s+type=\"[^\"]*\"\\s+room=\"\\d+\"\\s+region=\"\\d+\"\\s+order=\"\\d+\"\\s+"
                    + "priority=\"\\d+\"[^>]*>-?\\d+(\\.\\d*)?\\s*</DATA>.*</UECS>\\s*",
            Pattern.DOTALL);

    private final int maxBytes;

    NodeProfile(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The values that the node gets out of a datagram. */
    List<CcmDatum> read(CcmDatagram datagram) {
        return datagram.payload().length() <= maxBytes
                        && datagram.parse() instanceof CcmParse.Parsed parsed
                        && parsed.packet().message() instanceof CcmMessage.Values values
                ? values.data()
                : List.of();
    }

    abstract boolean takes(Slot slot, CcmDatum datum, Ipv4Address from);

    private static boolean isFor(Slot slot, CcmDatum datum) {
        return datum.type().equals(slot.tuple().type())
                && datum.address().covers(slot.tuple().address());
    }

    private static int specificness(CcmAddress address) {
        return (address.room() != 0 ? 4 : 0) + (address.region() != 0 ? 2 : 0) + (address.order() != 0 ? 1 : 0);
    }
}

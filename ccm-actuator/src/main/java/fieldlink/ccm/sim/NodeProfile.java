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
public abstract class NodeProfile {
    /** Takes every readable value that is addressed to it. */
    public static final NodeProfile IDEAL = new NodeProfile("ideal", 4096) {
        @Override
        boolean takes(Slot slot, CcmDatum datum, Ipv4Address from) {
            return isFor(slot, datum);
        }
    };

    /** The UARDECS library: strict about every byte; a lower address wins over a stronger priority. */
    public static final NodeProfile UARDECS = new NodeProfile("uardecs", CcmPacket.MAX_SENT_BYTES) {
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
    };

    /** Remembers the strongest priority it ever saw, until it is rebooted. */
    public static final NodeProfile M304 = new NodeProfile("m304", 512) {
        @Override
        boolean takes(Slot slot, CcmDatum datum, Ipv4Address from) {
            return isFor(slot, datum) && datum.effectivePriority() <= slot.strongestEver();
        }
    };

    /**
     * As an owner of ArSprout nodes noted down: the sender's address is needed, only the last value counts, and what goes
     * to a multicast group is not heard.
     */
    public static final NodeProfile ARSPROUT_NOTES = new NodeProfile("arsprout-notes", 4096) {
        @Override
        public boolean hearsMulticast() {
            return false;
        }

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

    private static final String THRESHOLD_WORD = "threshold-";

    /** What the agri-relay firmware is delivered with. */
    public static final NodeProfile THRESHOLD = threshold(1);

    private static final List<NodeProfile> NAMED = List.of(IDEAL, UARDECS, M304, ARSPROUT_NOTES);

    private final String word;
    private final int maxBytes;

    private NodeProfile(String word, int maxBytes) {
        this.word = word;
        this.maxBytes = maxBytes;
    }

    /**
     * As the agri-relay firmware does: takes what is at least as strong as a configured priority.
     *
     * @param weakest the number of the weakest priority that it takes
     */
    public static NodeProfile threshold(int weakest) {
        if (weakest < 0 || weakest > CcmDatum.WEAKEST_PRIORITY) {
            throw new IllegalArgumentException(
                    "threshold " + weakest + " is outside 0 to " + CcmDatum.WEAKEST_PRIORITY);
        }
        return new NodeProfile(THRESHOLD_WORD + weakest, 2047) {
            @Override
            boolean takes(Slot slot, CcmDatum datum, Ipv4Address from) {
                return datum.tuple().equals(slot.tuple()) && datum.effectivePriority() <= weakest;
            }
        };
    }

    /** Reads {@code uardecs} or {@code threshold-10}; a {@code threshold} without a number is 1. */
    public static NodeProfile parse(String text) {
        if (text.equals("threshold")) {
            return THRESHOLD;
        }
        String number = text.startsWith(THRESHOLD_WORD) ? text.substring(THRESHOLD_WORD.length()) : "";
        if (number.matches("[0-9]{1,2}")) {
            return threshold(Integer.parseInt(number));
        }
        return NAMED.stream()
                .filter(profile -> profile.word.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is none of ideal, uardecs, threshold, threshold-10, m304, arsprout-notes"));
    }

    /** Whether it hears what is sent to 224.0.0.1. */
    public boolean hearsMulticast() {
        return true;
    }

    @Override
    public String toString() {
        return word;
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

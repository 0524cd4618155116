package fieldlink.ccm;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one datagram says.
 *
 * @param versionOrNull the {@code ver} of the envelope, when it has one
 * @param ipOrNull the address the sender claims in its {@code IP} element, when there is a valid one
 */
public record CcmPacket(
        @Nullable String versionOrNull, @Nullable Ipv4Address ipOrNull, CcmMessage message) {
    /** The version that every known node sends and some insist on. */
    public static final String VERSION = "1.00-E10";
    /** The smallest receive buffer among known nodes: nothing larger is ever sent. */
    public static final int MAX_SENT_BYTES = 299;
    /** Nothing larger is ever read. */
    public static final int MAX_RECEIVED_BYTES = 4096;

    /** A value as we send it: one per packet, with our address. */
    public static CcmPacket of(Ipv4Address sender, CcmDatum datum) {
        return new CcmPacket(VERSION, sender, new CcmMessage.Values(List.of(datum)));
    }

    /** A scan or its answer as we send it; those carry no address of their own. */
    public static CcmPacket of(CcmMessage message) {
        return new CcmPacket(VERSION, null, message);
    }

    public Optional<String> version() {
        return Optional.ofNullable(versionOrNull);
    }

    public Optional<Ipv4Address> ip() {
        return Optional.ofNullable(ipOrNull);
    }
}

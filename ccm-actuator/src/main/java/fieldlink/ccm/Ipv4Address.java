package fieldlink.ccm;

import java.util.Optional;

/** An IPv4 address; CCM knows no other. Ordered as an unsigned number, because nodes break ties by the smaller one. */
public record Ipv4Address(int bits) implements Comparable<Ipv4Address> {
    public static final Ipv4Address LOOPBACK = new Ipv4Address(0x7f000001);
    /** Every address of this machine, when bound to. */
    public static final Ipv4Address ANY = new Ipv4Address(0);
    /** Everybody on the same wire. */
    public static final Ipv4Address LIMITED_BROADCAST = new Ipv4Address(-1);
    /** 224.0.0.1, the group that every host is a member of. */
    public static final Ipv4Address ALL_HOSTS = new Ipv4Address(0xe0000001);

    /** Reads {@code 192.168.1.71}. */
    public static Ipv4Address parse(String text) {
        return find(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is no IPv4 address; expected four numbers like 192.168.1.71"));
    }

    /** As {@link #parse}, for text that strangers sent. */
    public static Optional<Ipv4Address> find(String text) {
        int bits = 0;
        int part = -1;
        int parts = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && part >= 0 && parts < 4) {
                bits = bits << 8 | part;
                part = -1;
                parts++;
            } else if (c >= '0' && c <= '9') {
                part = Math.max(part, 0) * 10 + c - '0';
                if (part > 255) {
                    return Optional.empty();
                }
            } else {
                return Optional.empty();
            }
        }
        return parts == 4 && part >= 0 ? Optional.of(new Ipv4Address(bits << 8 | part)) : Optional.empty();
    }

    public boolean isMulticast() {
        return bits >>> 28 == 0xe;
    }

    @Override
    public int compareTo(Ipv4Address other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
    }
}

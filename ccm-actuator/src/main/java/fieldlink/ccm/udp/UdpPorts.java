package fieldlink.ccm.udp;

import fieldlink.ccm.CcmPort;

/** The UDP ports to use: {@link #STANDARD}, or others so that a test or rehearsal disturbs nobody. */
public record UdpPorts(int values, int search, int scan) {
    public static final UdpPorts STANDARD =
            new UdpPorts(CcmPort.VALUES.number(), CcmPort.SEARCH.number(), CcmPort.SCAN.number());

    public UdpPorts {
        requirePort(values);
        requirePort(search);
        requirePort(scan);
        if (values == search || values == scan || search == scan) {
            throw new IllegalArgumentException(
                    "three different ports are needed, not " + values + ", " + search + " and " + scan);
        }
    }

    /** The standard ports as far apart as they are, but beginning at {@code first}. */
    public static UdpPorts from(int first) {
        return new UdpPorts(first, first + 1, first + 9);
    }

    public int number(CcmPort port) {
        return switch (port) {
            case VALUES -> values;
            case SEARCH -> search;
            case SCAN -> scan;
        };
    }

    private static void requirePort(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is out of range 1 to 65535");
        }
    }
}

package fieldlink.ccm;

/** An address and a UDP port. */
public record CcmEndpoint(Ipv4Address address, int port) {
    public CcmEndpoint {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is out of range 0 to 65535");
        }
    }

    @Override
    public String toString() {
        return address + ":" + port;
    }
}

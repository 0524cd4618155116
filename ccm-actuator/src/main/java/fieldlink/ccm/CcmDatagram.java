package fieldlink.ccm;

/**
 * A datagram that arrived.
 *
 * @param port the port of ours that it came in on
 * @param source where the network says it came from; what the packet itself claims may differ
 */
public record CcmDatagram(CcmPort port, CcmEndpoint source, CcmPayload payload, CcmParse parse) {
    /** Who sent it: the address that the packet claims, else its source. Nodes decide by the claim, so do we. */
    public Ipv4Address sender() {
        return parse instanceof CcmParse.Parsed parsed
                ? parsed.packet().ip().orElse(source.address())
                : source.address();
    }
}

package fieldlink.ccm;

/** What identifies a value on the network: two values with the same tuple are the same thing at different times. */
public record CcmTuple(CcmType type, CcmAddress address) {
    @Override
    public String toString() {
        return type + "@" + address;
    }
}

package fieldlink.ccm;

/** What a node's value is for, as the end of its type name says. */
public enum CcmRole {
    /** {@code opr}: the state a node reports of itself. */
    OPERATION("opr"),
    /** {@code rcA}: an instruction by an automatic controller. */
    REMOTE_AUTOMATIC("rcA"),
    /** {@code rcM}: an instruction by a person. */
    REMOTE_MANUAL("rcM");

    private final String suffix;

    CcmRole(String suffix) {
        this.suffix = suffix;
    }

    /** As it stands in a type name. */
    public String suffix() {
        return suffix;
    }
}

package fieldlink.ccm;

/** The ports of UECS-CCM. */
public enum CcmPort {
    /** Values: measurements, states, instructions. */
    VALUES(16520),
    /** Who sends a value? */
    SEARCH(16521),
    /** Node scan and CCM scan. */
    SCAN(16529);

    private final int number;

    CcmPort(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}

package fieldlink.powerhub;

import java.util.Optional;

/** A hub that could not be reached, or that said no. */
public final class HubException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it was. */
    public enum Status {
        /** Nobody answered the attempt to connect. */
        UNREACHABLE,
        /** The connection broke while something was under way. */
        LOST,
        /** No answer in time. What was asked for may still happen. */
        TIMED_OUT,
        /** The hub answered with an ATT error. */
        REFUSED,
        /** The hub protects itself from heat, and this would have undone it. Nothing was sent. */
        OVERHEATED,
        /** This hub's firmware cannot do it. */
        UNSUPPORTED,
        /** The hub acknowledged, but reading back shows something else. */
        NOT_APPLIED,
        /** A value that had to be read in pieces kept changing between them. */
        TORN
    }

    private final Status status;
    private final int attCode;

    private HubException(Status status, int attCode, String message) {
        super(message);
        this.status = status;
        this.attCode = attCode;
    }

    public HubException(Status status, String message) {
        this(status, 0, message);
    }

    /** An ATT error in answer to a read or write. */
    public static HubException refused(HubCharacteristic characteristic, int attCode) {
        Optional<AttError> error = AttError.find(attCode);
        String meaning =
                error.isPresent() ? error.get().meaning(characteristic) : "no reason that a PowerHub is known to give";
        return new HubException(
                Status.REFUSED,
                attCode,
                "the hub refused (" + characteristic + ", ATT error 0x" + Integer.toHexString(attCode) + "): "
                        + meaning);
    }

    /** The same failure, told with what it happened to. */
    public HubException during(String what) {
        HubException told = new HubException(status, attCode, what + ": " + getMessage());
        told.initCause(this);
        return told;
    }

    public Status status() {
        return status;
    }

    /** The hub's own reason; empty unless {@link Status#REFUSED}. */
    public Optional<AttError> attError() {
        return AttError.find(attCode);
    }
}

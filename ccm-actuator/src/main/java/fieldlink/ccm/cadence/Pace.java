package fieldlink.ccm.cadence;

/** How long a value is worth repeating fast. */
public enum Pace {
    /** A motor runs on it, or a valve is open: the node falls back to its own will when it hears nothing. */
    MOVING,
    /** An OFF, or the end of a move: repeated fast until it surely arrived, then only kept alive. */
    SETTLING
}

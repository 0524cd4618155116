package fieldlink.ccm;

/** Who commands an actuator, strongest first: a command of a stronger level displaces a weaker one's. */
public enum ControlLevel {
    EMERGENCY(1),
    SAFETY(2),
    MANUAL(3),
    AUTOMATIC(4),
    /** The node decides for itself; we send nothing. */
    AUTONOMOUS(5);

    private final int number;

    ControlLevel(int number) {
        this.number = number;
    }

    /** Levels as people and configuration files count them: 1 is the strongest. */
    public int number() {
        return number;
    }

    public boolean outranks(ControlLevel other) {
        return number < other.number;
    }
}

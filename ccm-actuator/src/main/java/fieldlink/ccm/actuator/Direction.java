package fieldlink.ccm.actuator;

/** Which way a motor turns. Positions grow while opening. */
public enum Direction {
    OPEN(100),
    CLOSE(0);

    private final double endpoint;

    Direction(double endpoint) {
        this.endpoint = endpoint;
    }

    /** The position in percent at which this direction ends. */
    public double endpoint() {
        return endpoint;
    }

    public Direction opposite() {
        return this == OPEN ? CLOSE : OPEN;
    }

    /** The way from one position to another; two equal positions count as closing. */
    static Direction from(double percent, double target) {
        return target > percent ? OPEN : CLOSE;
    }
}

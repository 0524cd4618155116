package fieldlink.powerhub;

/** One of the six PWM outputs, counted from 0 as on the wire. The board's print calls channel 0 "CH1". */
public record Channel(int index) {
    /** Outputs of every board since the six-channel firmware. */
    public static final int COUNT = 6;

    private static final Channel[] ALL = {
        new Channel(0), new Channel(1), new Channel(2), new Channel(3), new Channel(4), new Channel(5)
    };

    public Channel {
        if (index < 0 || index >= COUNT) {
            throw new IllegalArgumentException(
                    "channel " + index + " does not exist; a PowerHub has channels 0 to " + (COUNT - 1));
        }
    }

    public static Channel of(int index) {
        return index >= 0 && index < COUNT ? ALL[index] : new Channel(index);
    }

    /** The name printed on the board: CH1 for channel 0. */
    public String label() {
        return "CH" + (index + 1);
    }
}

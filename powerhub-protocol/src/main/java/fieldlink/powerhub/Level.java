package fieldlink.powerhub;

/** How bright an output is driven: 0 is off, 255 is full. */
public record Level(int value) {
    public static final int MAX = 255;
    private static final Level[] ALL = new Level[MAX + 1];

    static {
        for (int value = 0; value <= MAX; value++) {
            ALL[value] = new Level(value);
        }
    }

    public static final Level OFF = of(0);
    public static final Level FULL = of(MAX);

    public Level {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException("level " + value + " is outside 0 to " + MAX);
        }
    }

    public static Level of(int value) {
        return value >= 0 && value <= MAX ? ALL[value] : new Level(value);
    }

    /** Off or full. Fades to these end with a timer of their own, which is why they have a shortest duration. */
    public boolean isExtreme() {
        return value == 0 || value == MAX;
    }
}

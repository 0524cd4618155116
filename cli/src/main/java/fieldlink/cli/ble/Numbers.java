package fieldlink.cli.ble;

/** Reads numbers, and says what is wrong with what is none. */
final class Numbers {
    private static final int WEAKEST = -127;
    private static final int STRONGEST = 20;

    private Numbers() {}

    /** How many of something: 1 or more. */
    static int count(String text) {
        int number = whole(text);
        if (number < 1) {
            throw new IllegalArgumentException("'" + text + "' is less than 1");
        }
        return number;
    }

    /** A signal strength. */
    static int dbm(String text) {
        int number = whole(text);
        if (number < WEAKEST || number > STRONGEST) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no signal strength; expected " + WEAKEST + " to " + STRONGEST + ", such as -70");
        }
        return number;
    }

    private static int whole(String text) {
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no whole number", e);
        }
    }
}

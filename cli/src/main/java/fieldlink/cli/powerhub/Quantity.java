package fieldlink.cli.powerhub;

import java.time.Duration;

/** Numbers with units as people type them. */
final class Quantity {
    private static final int DECIMALS_OF_MILLI = 3;
    private static final int DECIMALS_OF_CENTI = 2;
    private static final int MAX_DIGITS = 9;
    private static final int SECONDS_PER_MINUTE = 60;

    private Quantity() {}

    static int whole(String what, String text) {
        return Math.toIntExact(scaled(what, text, text.length(), 0));
    }

    /** {@code 250}, {@code 250ms}, {@code 1.5s} or {@code 2m}; a bare number is milliseconds. */
    static Duration time(String what, String text) {
        if (text.endsWith("ms")) {
            return Duration.ofMillis(scaled(what, text, text.length() - 2, 0));
        }
        if (text.endsWith("s")) {
            return Duration.ofMillis(scaled(what, text, text.length() - 1, DECIMALS_OF_MILLI));
        }
        if (text.endsWith("m")) {
            return Duration.ofMillis(SECONDS_PER_MINUTE * scaled(what, text, text.length() - 1, DECIMALS_OF_MILLI));
        }
        return Duration.ofMillis(scaled(what, text, text.length(), 0));
    }

    /** {@code 12500}, {@code 12500mV} or {@code 12.5V}; a bare number is millivolts. */
    static int millivolts(String what, String text) {
        if (text.endsWith("mV")) {
            return Math.toIntExact(scaled(what, text, text.length() - 2, 0));
        }
        if (text.endsWith("V")) {
            return Math.toIntExact(scaled(what, text, text.length() - 1, DECIMALS_OF_MILLI));
        }
        return whole(what, text);
    }

    /** {@code 60} or {@code 60.25}, in degrees Celsius; the result is in hundredths. */
    static int centiDegrees(String what, String text) {
        return Math.toIntExact(scaled(what, text, text.length(), DECIMALS_OF_CENTI));
    }

    /** A decimal number times a power of ten; more decimals than that are refused instead of rounded away. */
    private static long scaled(String what, String text, int end, int decimals) {
        boolean negative = text.startsWith("-");
        long value = 0;
        int digits = 0;
        int point = -1;
        for (int i = negative ? 1 : 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.' && point < 0) {
                point = i;
            } else if (c >= '0' && c <= '9' && digits < MAX_DIGITS) {
                value = value * 10 + (c - '0');
                digits++;
            } else {
                throw new IllegalArgumentException(what + " '" + text + "' is no number with a unit that it may have");
            }
        }
        int given = point < 0 ? 0 : end - point - 1;
        if (digits == 0 || given > decimals) {
            throw new IllegalArgumentException(
                    what + " '" + text + "' is no number with at most " + decimals + " decimals");
        }
        for (int i = given; i < decimals; i++) {
            value *= 10;
        }
        return negative ? -value : value;
    }
}

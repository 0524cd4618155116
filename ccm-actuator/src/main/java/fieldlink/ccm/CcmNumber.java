package fieldlink.ccm;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;

/** Numbers as they stand in packets: ASCII decimals, never what a programming language would also take for one. */
public final class CcmNumber {
    /** What a text is, seen as a number. */
    enum Form {
        EMPTY,
        DECIMAL,
        /** {@code 4.5e1}: some nodes read 4. */
        EXPONENT,
        TEXT
    }

    private CcmNumber() {}

    /** Reads {@code -12.50}, {@code +3}, {@code 4.5e1}; empty for anything else, {@code NaN} and infinity included. */
    public static OptionalDouble parse(String text) {
        Form form = form(text);
        if (form != Form.DECIMAL && form != Form.EXPONENT) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** Writes a value with a fixed number of digits after the point, as a CCM's cast asks for. */
    public static String format(double value, int digits) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " cannot be sent; expected a finite number");
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? rounded.abs().toPlainString() : rounded.toPlainString();
    }

    static Form form(String text) {
        int at = 0;
        int end = text.length();
        if (end == 0) {
            return Form.EMPTY;
        }
        if (text.charAt(0) == '-' || text.charAt(0) == '+') {
            at++;
        }
        int whole = digits(text, at);
        at += whole;
        int fraction = 0;
        if (at < end && text.charAt(at) == '.') {
            fraction = digits(text, at + 1);
            at += 1 + fraction;
        }
        if (whole + fraction == 0) {
            return Form.TEXT;
        }
        return at == end ? Form.DECIMAL : exponentForm(text, at);
    }

    private static Form exponentForm(String text, int start) {
        int at = start;
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
            return Form.TEXT;
        }
        at++;
        if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            at++;
        }
        int power = digits(text, at);
        return power > 0 && at + power == text.length() ? Form.EXPONENT : Form.TEXT;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }
}

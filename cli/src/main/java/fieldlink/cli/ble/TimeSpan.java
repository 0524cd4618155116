package fieldlink.cli.ble;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people write them. */
public final class TimeSpan {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s*(ms|s|m|h|)");

    private TimeSpan() {}

    /** {@code 250ms}, {@code 2s}, {@code 1.5s}, {@code 5m}, {@code 1h}; a bare number means seconds. */
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no time; expected something like 250ms, 2s or 5m");
        }
        long unit = switch (form.group(2)) {
            case "ms" -> 1;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 1000;
        };
        Duration span = Duration.ofMillis(
                new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit)).longValue());
        if (span.isZero()) {
            throw new IllegalArgumentException("'" + text + "' is no time at all; it must be longer than nothing");
        }
        return span;
    }
}

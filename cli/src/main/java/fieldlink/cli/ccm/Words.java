package fieldlink.cli.ccm;

import fieldlink.ccm.CcmType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of the command line that several commands read. */
final class Words {
    private static final Pattern DURATION = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h)?");

    private Words() {}

    /** {@code 250ms}, {@code 2s}, {@code 5m}, {@code 1.5h}; a bare number is seconds. */
    static Duration duration(String text) {
        Matcher found = DURATION.matcher(text);
        if (!found.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no duration; expected one like 250ms, 2s or 5m");
        }
        long millis = switch (found.group(2) == null ? "s" : found.group(2)) {
            case "ms" -> 1;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 1_000;
        };
        BigDecimal total = new BigDecimal(found.group(1)).multiply(BigDecimal.valueOf(millis));
        if (total.compareTo(BigDecimal.valueOf(Duration.ofDays(365).toMillis())) > 0) {
            throw new IllegalArgumentException("'" + text + "' is longer than a year");
        }
        return Duration.ofMillis(total.longValue());
    }

    static CcmType type(String text) {
        CcmType type = new CcmType(text);
        type.defect().ifPresent(defect -> {
            throw new IllegalArgumentException(defect);
        });
        return type;
    }

    static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("'" + text + "' is no whole number");
        }
        return Integer.parseInt(text);
    }

    static double probability(String text) {
        Matcher percent = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]+)?)%").matcher(text);
        if (percent.matches()) {
            return Double.parseDouble(percent.group(1)) / 100;
        }
        if (!text.matches("[01](\\.[0-9]+)?|\\.[0-9]+")) {
            throw new IllegalArgumentException("'" + text + "' is no probability; expected one like 10% or 0.1");
        }
        return Double.parseDouble(text);
    }
}

package fieldlink.ccm.engine;

import fieldlink.ccm.CcmAddress;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.CcmType;
import fieldlink.ccm.actuator.Signal;
import fieldlink.ccm.actuator.WireValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One actuator as it is kept on disk, in wall-clock time.
 *
 * @param percentOrNull the position; none when it is not known
 * @param state the state's word; the memo's lower-case words are understood too
 * @param onSinceOrNull since when its output drives; present means that a crash left it running
 */
public record SavedActuator(
        @Nullable Double percentOrNull,
        double error,
        String state,
        Intent intent,
        @Nullable Instant onSinceOrNull,
        Upkeep upkeep) {
    private static final Pattern OFF = Pattern.compile("(\\S+)@(\\d{1,5})/(\\d{1,5})/(\\d{1,5})=(-?\\d+)");

    /**
     * What it was about to do.
     *
     * @param directionOrNull which way it turns, or turned last
     */
    public record Intent(
            @Nullable String directionOrNull,
            @Nullable Double targetOrNull,
            @Nullable Integer levelOrNull,
            @Nullable Instant deadlineOrNull) {
        public static final Intent NONE = new Intent(null, null, null, null);
    }

    /**
     * What outlives a run.
     *
     * @param owner {@code bridge} or {@code node}
     * @param offSinceOrNull when its output last went off
     * @param off the values that switch it off, as {@link #offText} writes them, for whoever has nothing but this file
     */
    public record Upkeep(
            @Nullable Instant calibratedAtOrNull,
            boolean calibrated,
            boolean uncertain,
            String owner,
            Duration onToday,
            @Nullable Instant offSinceOrNull,
            String off) {
        public static final Upkeep NONE = new Upkeep(null, false, true, "bridge", Duration.ZERO, null, "");
    }

    /** A signal as one text: {@code VenSdWinrcA@1/61/1=0 VenSdWinrcA@1/61/2=0}. */
    public static String offText(Signal off) {
        StringBuilder text = new StringBuilder();
        for (WireValue value : off.values()) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(value.tuple())
                    .append('=')
                    .append(value.text());
        }
        return text.toString();
    }

    /** Reads what {@link #offText} wrote; what cannot be read is left out. */
    public List<WireValue> offValues() {
        List<WireValue> values = new ArrayList<>();
        Matcher matcher = OFF.matcher(upkeep.off());
        while (matcher.find()) {
            CcmAddress address = new CcmAddress(
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)),
                    Integer.parseInt(matcher.group(4)));
            values.add(new WireValue(new CcmTuple(new CcmType(matcher.group(1)), address), matcher.group(5)));
        }
        return values;
    }

    /** Whether a motor may have been turning, or water running, when this was written. */
    public boolean wasDriving() {
        String word = state.toUpperCase(java.util.Locale.ROOT);
        return onSinceOrNull != null || word.equals("MOVING") || word.equals("CALIBRATING") || word.equals("ON");
    }
}

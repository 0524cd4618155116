package fieldlink.ccm;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * One {@code DATA} element: a value, its identity and how strongly it is meant.
 *
 * @param priority 0 to 30, 0 the strongest, as it was received; see {@link #effectivePriority}
 * @param text the value without surrounding white space; a number only if {@link #number} says so
 * @param extra attributes that UECS does not know, which some senders add
 */
public record CcmDatum(CcmType type, CcmAddress address, int priority, String text, Map<String, String> extra) {
    public static final int WEAKEST_PRIORITY = 30;
    /** What a packet without a priority counts as. */
    public static final int DEFAULT_PRIORITY = 29;

    public CcmDatum {
        extra = Map.copyOf(extra);
    }

    public CcmDatum(CcmType type, CcmAddress address, int priority, String text) {
        this(type, address, priority, text, Map.of());
    }

    public CcmTuple tuple() {
        return new CcmTuple(type, address);
    }

    /** The value as a number; empty for text, which must never be used for control. */
    public OptionalDouble number() {
        return CcmNumber.parse(text);
    }

    /** A priority out of range never wins against one in range. */
    public int effectivePriority() {
        return priority < 0 || priority > WEAKEST_PRIORITY ? WEAKEST_PRIORITY : priority;
    }

    public CcmDatum withText(String newText) {
        return new CcmDatum(type, address, priority, newText, extra);
    }
}

package fieldlink.powerhub;

import static fieldlink.powerhub.PowerField.CONTROL_TEMPERATURE;
import static fieldlink.powerhub.PowerField.HIGH;
import static fieldlink.powerhub.PowerField.POWER_TEMPERATURE;
import static fieldlink.powerhub.PowerField.RECOVER;
import static fieldlink.powerhub.PowerField.SLEEP;
import static fieldlink.powerhub.PowerField.SUPPLY;
import static fieldlink.powerhub.PowerField.WAKE;

import java.util.List;

/**
 * The shapes FFF5 has had over the firmware's life: its fields from the first byte on, then a byte of flags where there
 * is one, then zeros. P is what a read returns, N what a notification carried before FFF6 took that over.
 */
public enum PowerLayout {
    P6(6, SUPPLY, SLEEP, WAKE),
    P12(12, SUPPLY, POWER_TEMPERATURE, HIGH, RECOVER),
    /** The 16 bytes of the published document's power chapter. */
    P16A(16, SUPPLY, POWER_TEMPERATURE, HIGH, RECOVER, SLEEP, WAKE),
    /** As long as {@link #P16A}, with two temperatures; in no document. */
    P16B(16, SUPPLY, POWER_TEMPERATURE, CONTROL_TEMPERATURE, HIGH, RECOVER, SLEEP, WAKE),
    /** Settings only; readings moved to FFF6. */
    P8(8, HIGH, RECOVER, SLEEP, WAKE),
    N8(8, SUPPLY, POWER_TEMPERATURE, HIGH, RECOVER),
    N12(12, SUPPLY, POWER_TEMPERATURE, HIGH, RECOVER, SLEEP, WAKE),
    N14(14, SUPPLY, POWER_TEMPERATURE, CONTROL_TEMPERATURE, HIGH, RECOVER, SLEEP, WAKE);

    private static final int FIRST_RESERVED_OF_P16A = 13;

    private final int length;

    @SuppressWarnings("ImmutableEnumChecker") // List.of never changes
    private final List<PowerField> fields;

    PowerLayout(int length, PowerField... fields) {
        this.length = length;
        this.fields = List.of(fields);
    }

    /**
     * The layout of a read whose firmware is not known, by its length. The two layouts of 16 bytes are told apart by
     * bytes 13 to 15, which are zero in the older one.
     *
     * @throws WireFormatException when no layout has this length
     */
    public static PowerLayout ofRead(WireBytes frame) {
        return switch (frame.length()) {
            case 6 -> P6;
            case 8 -> P8;
            case 12 -> P12;
            case 16 -> endsInZeros(frame) ? P16A : P16B;
            default ->
                throw new WireFormatException(
                        frame.length(), "power settings of 6, 8, 12 or 16 bytes", frame.length() + " bytes");
        };
    }

    private static boolean endsInZeros(WireBytes frame) {
        for (int i = FIRST_RESERVED_OF_P16A; i < frame.length(); i++) {
            if (frame.u8(i) != 0) {
                return false;
            }
        }
        return true;
    }

    public int length() {
        return length;
    }

    /** In the order in which they lie in the frame. */
    public List<PowerField> fields() {
        return fields;
    }

    public boolean has(PowerField field) {
        return fields.contains(field);
    }

    /** Whether a byte of flags follows the fields. */
    public boolean hasFlags() {
        return length > flagsOffset();
    }

    int offsetOf(PowerField field) {
        int index = fields.indexOf(field);
        if (index < 0) {
            throw new IllegalArgumentException(name() + " has no " + field);
        }
        return 2 * index;
    }

    int flagsOffset() {
        return 2 * fields.size();
    }
}

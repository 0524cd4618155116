package fieldlink.powerhub;

import static fieldlink.powerhub.GattProperty.NOTIFY;
import static fieldlink.powerhub.GattProperty.READ;
import static fieldlink.powerhub.GattProperty.WRITE;
import static fieldlink.powerhub.GattProperty.WRITE_WITHOUT_RESPONSE;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a firmware's frames look like. Firmware carries no version number, so {@link #AUTO} finds it out by reading. */
public enum Profile {
    /** Since the total current was dropped from FFF6. */
    CURRENT(PowerLayout.P8, null, MonitorLayout.M32),
    /** The published document's own firmware, of November 2025. */
    DOC_2025_11(PowerLayout.P8, null, MonitorLayout.M36),
    /** Reads of 32 bytes, notifications of 36 whose last four mean nothing. */
    TRANSITION(PowerLayout.P8, null, MonitorLayout.M32),
    /** The development board with one output. */
    SINGLE_CHANNEL(PowerLayout.P8, null, MonitorLayout.M16),
    LEGACY_16(PowerLayout.P16A, PowerLayout.N12, null),
    LEGACY_16_DUAL(PowerLayout.P16B, PowerLayout.N14, null),
    LEGACY_12(PowerLayout.P12, PowerLayout.N8, null),
    LEGACY_6(PowerLayout.P6, null, null),
    /** Not known yet: decided by {@link #detect} from the length of what the hub returns. */
    AUTO(null, null, null);

    private final @Nullable PowerLayout power;
    private final @Nullable PowerLayout powerNotification;
    private final @Nullable MonitorLayout monitor;

    Profile(@Nullable PowerLayout power, @Nullable PowerLayout powerNotification, @Nullable MonitorLayout monitor) {
        this.power = power;
        this.powerNotification = powerNotification;
        this.monitor = monitor;
    }

    /**
     * The profile of a hub by what reading it returned. A notification is no evidence: 36 bytes can be three layouts.
     *
     * @param monitor a read of FFF6; empty when the hub has none
     * @param power a read of FFF5
     * @throws WireFormatException when no firmware returns such a length
     */
    public static Profile detect(Optional<WireBytes> monitor, WireBytes power) {
        if (monitor.isPresent()) {
            return switch (MonitorLayout.ofRead(monitor.get())) {
                case M36 -> DOC_2025_11;
                case M32 -> CURRENT;
                case M16 -> SINGLE_CHANNEL;
            };
        }
        return switch (PowerLayout.ofRead(power)) {
            case P16A -> LEGACY_16;
            case P16B -> LEGACY_16_DUAL;
            case P12 -> LEGACY_12;
            case P6 -> LEGACY_6;
            default ->
                throw new WireFormatException(power.length(), "FFF6 beside settings of 8 bytes", "a hub without FFF6");
        };
    }

    /** How FFF5 reads; empty for {@link #AUTO}. */
    public Optional<PowerLayout> power() {
        return Optional.ofNullable(power);
    }

    /** How FFF5 notifies; empty where it does not. */
    public Optional<PowerLayout> powerNotification() {
        return Optional.ofNullable(powerNotification);
    }

    /** How FFF6 reads; empty where there is none. */
    public Optional<MonitorLayout> monitor() {
        return Optional.ofNullable(monitor);
    }

    /** The characteristics that such a hub has, with what each allows; none for {@link #AUTO}. */
    public Map<HubCharacteristic, Set<GattProperty>> characteristics() {
        Map<HubCharacteristic, Set<GattProperty>> table = new EnumMap<>(HubCharacteristic.class);
        if (this == AUTO) {
            return table;
        }
        table.put(HubCharacteristic.LEVELS, monitor == null ? Set.of(READ) : Set.of(READ, NOTIFY));
        table.put(HubCharacteristic.CONTROL, Set.of(WRITE_WITHOUT_RESPONSE, WRITE));
        table.put(
                HubCharacteristic.POWER,
                powerNotification == null
                        ? Set.of(READ, WRITE_WITHOUT_RESPONSE, WRITE)
                        : Set.of(READ, WRITE_WITHOUT_RESPONSE, WRITE, NOTIFY));
        if (monitor != null) {
            table.put(HubCharacteristic.MONITOR, Set.of(READ, NOTIFY));
        }
        return table;
    }
}

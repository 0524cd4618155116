package fieldlink.ble.sensors;

import java.util.Locale;

/** What a sensor answers with yes or no. */
public enum Condition {
    GENERIC,
    POWER_ON,
    OPENING,
    BATTERY_LOW,
    BATTERY_CHARGING,
    CARBON_MONOXIDE,
    COLD,
    CONNECTIVITY,
    DOOR,
    GARAGE_DOOR,
    GAS_DETECTED,
    HEAT,
    LIGHT,
    LOCK,
    WET,
    MOTION,
    MOVING,
    OCCUPANCY,
    PLUG,
    PRESENCE,
    PROBLEM,
    RUNNING,
    SAFETY,
    SMOKE,
    SOUND,
    TAMPER,
    VIBRATION,
    WINDOW,
    CALIBRATED,
    DELAY_SET,
    TIMER_SET,
    TIME_IN_SYNC,
    OVERLOAD,
    SWITCH_MODE,
    TEMPERATURE_ALARM,
    HUMIDITY_ALARM;

    /** {@code battery_low}: the name in JSON and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package fieldlink.ccm.actuator;

import java.util.Locale;

/** What the safety rules listen to. */
public enum SensorKind {
    /** Metres per second. */
    WIND_SPEED,
    /** Degrees the wind comes from. */
    WIND_DIRECTION,
    /** Millimetres per hour. */
    RAIN_RATE,
    /** 1 while it rains. */
    RAIN_SWITCH,
    /** Degrees Celsius inside. */
    TEMPERATURE,
    /** 1 while somebody or something demands an emergency stop. */
    EMERGENCY;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

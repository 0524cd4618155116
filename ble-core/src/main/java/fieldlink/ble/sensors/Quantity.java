package fieldlink.ble.sensors;

import java.math.BigDecimal;
import java.util.Locale;

/** What a number measures, with its unit and the range that a sane sensor stays in. */
public enum Quantity {
    TEMPERATURE("°C", -100, 1000),
    DEW_POINT("°C", -100, 1000),
    HUMIDITY("%", 0, 100),
    MOISTURE("%", 0, 100),
    PRESSURE("hPa", 0, 2000),
    CO2("ppm", 0, 65_535),
    VOLATILE_COMPOUNDS("µg/m³", 0, 65_535),
    PM2_5("µg/m³", 0, 65_535),
    PM10("µg/m³", 0, 65_535),
    ILLUMINANCE("lx"),
    UV_INDEX("", 0, 26),
    LIGHT_LEVEL(""),
    BATTERY("%", 0, 100),
    VOLTAGE("V"),
    CURRENT("A"),
    POWER("W"),
    ENERGY("kWh"),
    GAS("m³"),
    VOLUME("L"),
    VOLUME_ML("mL"),
    VOLUME_STORAGE("L"),
    WATER("L"),
    VOLUME_FLOW_RATE("m³/h"),
    CONDUCTIVITY("µS/cm"),
    MASS("kg"),
    MASS_LB("lb"),
    COUNT(""),
    ROTATION("°"),
    DIRECTION("°", 0, 360),
    DISTANCE("mm"),
    DISTANCE_M("m"),
    SPEED("m/s"),
    PRECIPITATION("mm"),
    DURATION("s"),
    TIMESTAMP("s since 1970"),
    ACCELERATION("m/s²"),
    GYROSCOPE("°/s"),
    CHANNEL(""),
    ROTATIONAL_SPEED("rpm"),
    DEVICE_TYPE(""),
    /** 0 open, 100 closed, as SwitchBot counts. */
    CLOSED("%", 0, 100),
    CHAIN_LENGTH(""),
    WIFI_RSSI("dBm");

    private final String unit;
    private final BigDecimal least;
    private final BigDecimal most;

    Quantity(String unit) {
        this(unit, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    Quantity(String unit, long least, long most) {
        this.unit = unit;
        this.least = BigDecimal.valueOf(least);
        this.most = BigDecimal.valueOf(most);
    }

    public String unit() {
        return unit;
    }

    /** {@code temperature}, {@code pm2_5}: the name in JSON and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Quality judge(BigDecimal value) {
        return value.compareTo(least) < 0 || value.compareTo(most) > 0 ? Quality.SUSPECT : Quality.GOOD;
    }
}

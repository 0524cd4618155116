package fieldlink.ble.sensors;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The object ids of BTHome v2 (bthome.io/format), one row each. */
final class BtHomeTable {
    static final int PACKET_NUMBER = 0x00;

    private static final Map<Integer, BtHomeObject> ROWS = new BtHomeTable().rows;

    private final Map<Integer, BtHomeObject> rows = new TreeMap<>();

    private BtHomeTable() {
        climate();
        lightAndWeather();
        power();
        volume();
        other();
        conditions();
        rows.put(0x3A, new BtHomeObject.Button());
        rows.put(0x3C, new BtHomeObject.Dimmer());
        rows.put(0x53, new BtHomeObject.Text());
        rows.put(0x54, new BtHomeObject.Raw());
        rows.put(0xF1, new BtHomeObject.Firmware(4));
        rows.put(0xF2, new BtHomeObject.Firmware(3));
    }

    static Optional<BtHomeObject> find(int id) {
        return Optional.ofNullable(ROWS.get(id));
    }

    private void climate() {
        signed(0x02, Quantity.TEMPERATURE, 2, "0.01");
        signed(0x45, Quantity.TEMPERATURE, 2, "0.1");
        signed(0x57, Quantity.TEMPERATURE, 1, "1");
        signed(0x58, Quantity.TEMPERATURE, 1, "0.35");
        unsigned(0x03, Quantity.HUMIDITY, 2, "0.01");
        unsigned(0x2E, Quantity.HUMIDITY, 1, "1");
        signed(0x08, Quantity.DEW_POINT, 2, "0.01");
        unsigned(0x04, Quantity.PRESSURE, 3, "0.01");
        unsigned(0x14, Quantity.MOISTURE, 2, "0.01");
        unsigned(0x2F, Quantity.MOISTURE, 1, "1");
        unsigned(0x12, Quantity.CO2, 2, "1");
        unsigned(0x13, Quantity.VOLATILE_COMPOUNDS, 2, "1");
        unsigned(0x0D, Quantity.PM2_5, 2, "1");
        unsigned(0x0E, Quantity.PM10, 2, "1");
    }

    private void lightAndWeather() {
        unsigned(0x05, Quantity.ILLUMINANCE, 3, "0.01");
        unsigned(0x46, Quantity.UV_INDEX, 1, "0.1");
        unsigned(0x64, Quantity.LIGHT_LEVEL, 1, "1");
        unsigned(0x5E, Quantity.DIRECTION, 2, "0.01");
        unsigned(0x5F, Quantity.PRECIPITATION, 2, "0.1");
        unsigned(0x44, Quantity.SPEED, 2, "0.01");
        signed(0x62, Quantity.SPEED, 4, "0.000001");
    }

    private void power() {
        unsigned(0x01, Quantity.BATTERY, 1, "1");
        unsigned(0x0C, Quantity.VOLTAGE, 2, "0.001");
        unsigned(0x4A, Quantity.VOLTAGE, 2, "0.1");
        unsigned(0x43, Quantity.CURRENT, 2, "0.001");
        signed(0x5D, Quantity.CURRENT, 2, "0.001");
        unsigned(0x0B, Quantity.POWER, 3, "0.01");
        signed(0x5C, Quantity.POWER, 4, "0.01");
        unsigned(0x0A, Quantity.ENERGY, 3, "0.001");
        unsigned(0x4D, Quantity.ENERGY, 4, "0.001");
    }

    private void volume() {
        unsigned(0x47, Quantity.VOLUME, 2, "0.1");
        unsigned(0x48, Quantity.VOLUME_ML, 2, "1");
        unsigned(0x4E, Quantity.VOLUME, 4, "0.001");
        unsigned(0x4F, Quantity.WATER, 4, "0.001");
        unsigned(0x55, Quantity.VOLUME_STORAGE, 4, "0.001");
        unsigned(0x49, Quantity.VOLUME_FLOW_RATE, 2, "0.001");
        unsigned(0x4B, Quantity.GAS, 3, "0.001");
        unsigned(0x4C, Quantity.GAS, 4, "0.001");
        unsigned(0x56, Quantity.CONDUCTIVITY, 2, "1");
    }

    private void other() {
        unsigned(0x06, Quantity.MASS, 2, "0.01");
        unsigned(0x07, Quantity.MASS_LB, 2, "0.01");
        unsigned(0x09, Quantity.COUNT, 1, "1");
        unsigned(0x3D, Quantity.COUNT, 2, "1");
        unsigned(0x3E, Quantity.COUNT, 4, "1");
        signed(0x59, Quantity.COUNT, 1, "1");
        signed(0x5A, Quantity.COUNT, 2, "1");
        signed(0x5B, Quantity.COUNT, 4, "1");
        signed(0x3F, Quantity.ROTATION, 2, "0.1");
        unsigned(0x40, Quantity.DISTANCE, 2, "1");
        unsigned(0x41, Quantity.DISTANCE_M, 2, "0.1");
        unsigned(0x42, Quantity.DURATION, 3, "0.001");
        unsigned(0x50, Quantity.TIMESTAMP, 4, "1");
        unsigned(0x51, Quantity.ACCELERATION, 2, "0.001");
        signed(0x63, Quantity.ACCELERATION, 4, "0.000001");
        unsigned(0x52, Quantity.GYROSCOPE, 2, "0.001");
        unsigned(0x60, Quantity.CHANNEL, 1, "1");
        unsigned(0x61, Quantity.ROTATIONAL_SPEED, 2, "1");
        unsigned(0xF0, Quantity.DEVICE_TYPE, 2, "1");
    }

    private void conditions() {
        condition(0x0F, Condition.GENERIC);
        condition(0x10, Condition.POWER_ON);
        condition(0x11, Condition.OPENING);
        condition(0x15, Condition.BATTERY_LOW);
        condition(0x16, Condition.BATTERY_CHARGING);
        condition(0x17, Condition.CARBON_MONOXIDE);
        condition(0x18, Condition.COLD);
        condition(0x19, Condition.CONNECTIVITY);
        condition(0x1A, Condition.DOOR);
        condition(0x1B, Condition.GARAGE_DOOR);
        condition(0x1C, Condition.GAS_DETECTED);
        condition(0x1D, Condition.HEAT);
        condition(0x1E, Condition.LIGHT);
        condition(0x1F, Condition.LOCK);
        condition(0x20, Condition.WET);
        condition(0x21, Condition.MOTION);
        condition(0x22, Condition.MOVING);
        condition(0x23, Condition.OCCUPANCY);
        condition(0x24, Condition.PLUG);
        condition(0x25, Condition.PRESENCE);
        condition(0x26, Condition.PROBLEM);
        condition(0x27, Condition.RUNNING);
        condition(0x28, Condition.SAFETY);
        condition(0x29, Condition.SMOKE);
        condition(0x2A, Condition.SOUND);
        condition(0x2B, Condition.TAMPER);
        condition(0x2C, Condition.VIBRATION);
        condition(0x2D, Condition.WINDOW);
    }

    private void unsigned(int id, Quantity quantity, int bytes, String factor) {
        rows.put(id, new BtHomeObject.Amount(quantity, bytes, false, new BigDecimal(factor)));
    }

    private void signed(int id, Quantity quantity, int bytes, String factor) {
        rows.put(id, new BtHomeObject.Amount(quantity, bytes, true, new BigDecimal(factor)));
    }

    private void condition(int id, Condition condition) {
        rows.put(id, new BtHomeObject.Flag(condition));
    }
}

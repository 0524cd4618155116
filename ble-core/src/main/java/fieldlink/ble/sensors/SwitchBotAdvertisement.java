package fieldlink.ble.sensors;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state that SwitchBot devices advertise, read from the service data ({@code S} in the vendor's paper) and from the
 * manufacturer data behind the company id ({@code M}). Fields that the advertisement is too short for are left out.
 */
final class SwitchBotAdvertisement {
    private static final int CO2_MOST = 9999;

    private final byte[] service;
    private final byte[] maker;
    private final List<Reading> readings = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    private SwitchBotAdvertisement(byte[] service, byte[] maker) {
        this.service = service;
        this.maker = maker;
    }

    /**
     * @param service the service data of FD3D or 0D00
     * @param maker the manufacturer data of company 0969 or 0059; no bytes when there is none
     * @return empty for a model that is not understood
     */
    static Optional<SensorReport> read(byte[] service, byte[] maker) {
        if (service.length == 0) {
            return Optional.empty();
        }
        return SwitchBotModel.of(service[0] & 0x7F)
                .map(model -> new SwitchBotAdvertisement(service, maker).report(model));
    }

    private SensorReport report(SwitchBotModel model) {
        switch (model) {
            case METER, METER_PLUS, METER_PRO, OUTDOOR_METER -> climate();
            case METER_PRO_CO2 -> {
                climate();
                co2();
            }
            case PLUG_MINI -> plug();
            case BOT -> bot();
            case CURTAIN, CURTAIN_3 -> curtain();
        }
        if (readings.isEmpty() && remarks.isEmpty()) {
            remarks.add("the advertisement is too short for a " + model.title());
        }
        return new SensorReport(model.title(), readings, remarks);
    }

    private void climate() {
        boolean fromMaker = maker.length >= 11;
        if (fromMaker || service.length >= 6) {
            byte[] source = fromMaker ? maker : service;
            int at = fromMaker ? 8 : 3;
            climate(source[at], source[at + 1], source[at + 2]);
        }
        battery();
    }

    private void climate(byte tenths, byte whole, byte humidity) {
        int magnitude = (whole & 0x7F) * 10 + (tenths & 0x0F);
        int percent = humidity & 0x7F;
        if (magnitude == 0 && percent == 0) {
            remarks.add("the sensor has no measurement yet");
            return;
        }
        boolean aboveZero = (whole & 0x80) != 0;
        measure(Quantity.TEMPERATURE, BigDecimal.valueOf(aboveZero ? magnitude : -magnitude, 1));
        measure(Quantity.HUMIDITY, BigDecimal.valueOf(percent));
        state(Condition.TEMPERATURE_ALARM, (tenths & 0xC0) != 0);
        state(Condition.HUMIDITY_ALARM, (tenths & 0x30) != 0);
    }

    private void co2() {
        if (maker.length >= 15) {
            int ppm = ((maker[13] & 0xFF) << 8) | (maker[14] & 0xFF);
            if (ppm > CO2_MOST) {
                remarks.add("the CO2 reading of " + ppm + " ppm is beyond the sensor's range and was dropped");
            } else {
                measure(Quantity.CO2, BigDecimal.valueOf(ppm));
            }
        }
    }

    private void plug() {
        if (maker.length >= 12) {
            state(Condition.POWER_ON, (maker[7] & 0x80) != 0);
            measure(Quantity.POWER, BigDecimal.valueOf(((maker[10] & 0x7F) << 8) | (maker[11] & 0xFF), 1));
            state(Condition.OVERLOAD, (maker[10] & 0x80) != 0);
            state(Condition.DELAY_SET, (maker[8] & 0x01) != 0);
            state(Condition.TIMER_SET, (maker[8] & 0x02) != 0);
            state(Condition.TIME_IN_SYNC, (maker[8] & 0x04) != 0);
            measure(Quantity.WIFI_RSSI, BigDecimal.valueOf(-(maker[9] & 0xFF)));
        }
    }

    private void bot() {
        if (service.length >= 2) {
            boolean switches = (service[1] & 0x80) != 0;
            state(Condition.SWITCH_MODE, switches);
            if (switches) { // a Bot that presses has no on and off
                state(Condition.POWER_ON, (service[1] & 0x40) == 0);
            }
        }
        battery();
    }

    private void curtain() {
        boolean calibrated = service.length >= 2 && (service[1] & 0x40) != 0;
        boolean fromMaker = maker.length >= 11;
        if (fromMaker || service.length >= 5) {
            byte[] source = fromMaker ? maker : service;
            int at = fromMaker ? 8 : 3;
            BigDecimal closed = BigDecimal.valueOf(source[at] & 0x7F);
            Quality quality = calibrated ? Quantity.CLOSED.judge(closed) : Quality.SUSPECT;
            readings.add(new Reading.Measurement(Quantity.CLOSED, 1, closed, quality));
            state(Condition.MOVING, (source[at] & 0x80) != 0);
            measure(Quantity.LIGHT_LEVEL, BigDecimal.valueOf((source[at + 1] & 0xF0) >> 4));
            measure(Quantity.CHAIN_LENGTH, BigDecimal.valueOf(source[at + 1] & 0x07));
        }
        state(Condition.CALIBRATED, calibrated);
        if (maker.length >= 13) { // Curtain 3 has room for its battery there
            measure(Quantity.BATTERY, BigDecimal.valueOf(maker[12] & 0x7F));
        } else {
            battery();
        }
    }

    private void battery() {
        if (service.length >= 3) {
            measure(Quantity.BATTERY, BigDecimal.valueOf(service[2] & 0x7F));
        }
    }

    private void measure(Quantity quantity, BigDecimal value) {
        readings.add(Reading.Measurement.of(quantity, 1, value));
    }

    private void state(Condition condition, boolean isOn) {
        readings.add(new Reading.State(condition, 1, isOn));
    }
}

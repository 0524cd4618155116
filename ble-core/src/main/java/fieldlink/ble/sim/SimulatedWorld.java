package fieldlink.ble.sim;

import static fieldlink.ble.CharacteristicProperty.NOTIFY;
import static fieldlink.ble.CharacteristicProperty.READ;
import static fieldlink.ble.CharacteristicProperty.WRITE;
import static fieldlink.ble.CharacteristicProperty.WRITE_WITHOUT_RESPONSE;

import fieldlink.ble.AdapterName;
import fieldlink.ble.AdvertisedContent;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.DeviceDefinition;
import fieldlink.ble.DeviceDefinition.Characteristic;
import fieldlink.ble.DeviceDefinition.Service;
import fieldlink.ble.GattServer;
import fieldlink.ble.GattValue;
import fieldlink.ble.Uuid;
import fieldlink.ble.WriteMode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A small world to try things in: one adapter, a thermometer, a lamp, and a meter that only advertises. */
public final class SimulatedWorld {
    public static final AdapterName ADAPTER = new AdapterName("hci0");
    public static final DeviceAddress THERMOMETER = DeviceAddress.parse("02:00:00:00:00:11");
    public static final DeviceAddress LAMP = DeviceAddress.parse("02:00:00:00:00:12");
    public static final DeviceAddress METER = DeviceAddress.parse("02:00:00:00:00:13");

    public static final CharacteristicId BATTERY = CharacteristicId.parse("180F/2A19");

    /** Hundredths of a degree, little endian, as the Bluetooth SIG defines it. */
    public static final CharacteristicId TEMPERATURE = CharacteristicId.parse("181A/2A6E");

    /** One byte of brightness; what is written is notified to everybody. */
    public static final CharacteristicId BRIGHTNESS = CharacteristicId.parse("FFF0/FFF1");

    /** How often its devices advertise: as seldom as sensors on a battery do. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final int SLOTS = 5;
    private static final int METER_COMPANY = 0x0969;
    private static final Uuid METER_SERVICE = Uuid.of(0xFD3D);

    private SimulatedWorld() {}

    /** Furnishes an air with the adapter and the devices. */
    public static void furnish(SimulatedAir air) {
        air.plug(ADAPTER, DeviceAddress.parse("02:00:00:00:00:01"), SLOTS);
        placeThermometer(air);
        placeLamp(air);
        placeMeter(air);
    }

    private static void placeThermometer(SimulatedAir air) {
        AtomicInteger ticks = new AtomicInteger();
        MemoryServer server = new MemoryServer().with(BATTERY, GattValue.of(87)).with(TEMPERATURE, temperature(0));
        SimulatedDevice device = air.place(
                THERMOMETER,
                new DeviceDefinition(
                        AdvertisedContent.named("Thermometer").withServices(Uuid.of(0x181A)),
                        List.of(
                                new Service(
                                        Uuid.of(0x180F), List.of(Characteristic.of(BATTERY.characteristic(), READ))),
                                new Service(
                                        Uuid.of(0x181A),
                                        List.of(Characteristic.of(TEMPERATURE.characteristic(), READ, NOTIFY))))),
                server);
        device.interval(INTERVAL);
        air.every(Duration.ofSeconds(1), () -> {
            GattValue now = temperature(ticks.incrementAndGet());
            server.onWrite(TEMPERATURE, now, WriteMode.WITHOUT_RESPONSE);
            device.notify(TEMPERATURE, now);
        });
    }

    /** Around 21 degrees, up and down by a degree in a minute. */
    private static GattValue temperature(int second) {
        int hundredths = 2100 + (int) Math.round(100 * Math.sin(second * 2 * Math.PI / 60));
        return GattValue.of(hundredths & 0xFF, hundredths >> 8);
    }

    private static void placeLamp(SimulatedAir air) {
        Lamp lamp = new Lamp();
        SimulatedDevice device = air.place(
                LAMP,
                new DeviceDefinition(
                        AdvertisedContent.named("Lamp").withServices(Uuid.of(0xFFF0)),
                        List.of(new Service(
                                Uuid.of(0xFFF0),
                                List.of(Characteristic.of(
                                        BRIGHTNESS.characteristic(), READ, WRITE, WRITE_WITHOUT_RESPONSE, NOTIFY))))),
                lamp);
        device.interval(INTERVAL);
        lamp.tells(value -> device.notify(BRIGHTNESS, value));
    }

    private static void placeMeter(SimulatedAir air) {
        SimulatedDevice device = air.place(
                METER,
                new DeviceDefinition(
                        AdvertisedContent.EMPTY
                                .withManufacturerData(METER_COMPANY, GattValue.parseHex("020000000013"))
                                .withServiceData(METER_SERVICE, GattValue.parseHex("5400640195ac")),
                        List.of()),
                new MemoryServer());
        device.interval(INTERVAL);
    }

    private static final class Lamp implements GattServer {
        private GattValue brightness = GattValue.of(0);
        private Consumer<GattValue> teller = value -> {};

        void tells(Consumer<GattValue> listener) {
            teller = listener;
        }

        @Override
        public GattValue onRead(CharacteristicId characteristic) {
            return brightness;
        }

        @Override
        public void onWrite(CharacteristicId characteristic, GattValue value, WriteMode mode) {
            brightness = value;
            teller.accept(value);
        }
    }
}

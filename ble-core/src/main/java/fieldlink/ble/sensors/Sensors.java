package fieldlink.ble.sensors;

import fieldlink.ble.Advertisement;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattValue;
import fieldlink.ble.Uuid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads every kind of sensor that is understood out of a stream of advertisements. Remembers what replay protection and
 * repeated packets need, for a bounded number of devices. Not thread-safe.
 */
public final class Sensors {
    private static final Uuid BTHOME = Uuid.of(0xFCD2);
    private static final Uuid SWITCHBOT = Uuid.of(0xFD3D);
    private static final Uuid SWITCHBOT_OLD = Uuid.of(0x0D00);
    private static final int SWITCHBOT_COMPANY = 0x0969;
    private static final int BOT_COMPANY = 0x0059;
    private static final int MOST_DEVICES = 1024;

    private final Map<DeviceAddress, BtHomeKey> keys;
    /** The one silent for longest first. */
    private final Map<DeviceAddress, BtHomeDevice> devices = new LinkedHashMap<>(16, 0.75f, true);

    /** @param keys of the BTHome devices that encrypt */
    public Sensors(Map<DeviceAddress, BtHomeKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /** What a sensor said, or why what it sent was not accepted; empty for repetitions and for other devices. */
    public Optional<SensorOutcome> hear(Advertisement seen) {
        Map<Uuid, GattValue> services = seen.data().serviceData();
        GattValue packet = services.get(BTHOME);
        if (packet != null) {
            return Optional.of(bthome(seen, packet)).filter(outcome -> !(outcome instanceof SensorOutcome.Repeated));
        }
        GattValue state = services.getOrDefault(SWITCHBOT, services.get(SWITCHBOT_OLD));
        return state == null ? Optional.empty() : switchBot(seen, state).map(SensorOutcome.Report::new);
    }

    private SensorOutcome bthome(Advertisement seen, GattValue packet) {
        BtHomeDevice device = devices.computeIfAbsent(seen.address(), this::begin);
        BtHomeDevice.Step step = device.receive(packet.toBytes(), seen.seenAt());
        devices.put(seen.address(), step.next());
        if (devices.size() > MOST_DEVICES) {
            // Never one with a key: it would forget its counter, and old packets would pass again.
            devices.keySet().stream()
                    .filter(address -> !keys.containsKey(address))
                    .findFirst()
                    .ifPresent(devices::remove);
        }
        return step.outcome();
    }

    private BtHomeDevice begin(DeviceAddress address) {
        BtHomeKey key = keys.get(address);
        return key == null ? BtHomeDevice.open(address) : BtHomeDevice.sealedWith(key, address);
    }

    private static Optional<SensorReport> switchBot(Advertisement seen, GattValue state) {
        Map<Integer, GattValue> makers = seen.data().manufacturerData();
        GattValue maker = makers.getOrDefault(SWITCHBOT_COMPANY, makers.getOrDefault(BOT_COMPANY, GattValue.EMPTY));
        return SwitchBotAdvertisement.read(state.toBytes(), maker.toBytes());
    }
}

package fieldlink.ble;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The services of a device and what is in them.
 *
 * @param mtu the ATT MTU of the link it was read over; 23 when the radio does not tell. A write without response
 *     carries at most {@code mtu - 3} bytes
 */
public record GattTree(List<Service> services, int mtu) {
    public static final int SMALLEST_MTU = 23;

    public GattTree {
        services = List.copyOf(services);
        if (mtu < SMALLEST_MTU) {
            throw new IllegalArgumentException("MTU " + mtu + " is below " + SMALLEST_MTU);
        }
    }

    public record Service(Uuid uuid, boolean primary, List<Characteristic> characteristics) {
        public Service {
            characteristics = List.copyOf(characteristics);
        }
    }

    /**
     * @param handle names the characteristic towards the {@link Radio} that found it; unique inside one tree and
     *     valid as long as the link is
     */
    public record Characteristic(
            int handle, Uuid uuid, Set<CharacteristicProperty> properties, List<Descriptor> descriptors) {
        public Characteristic {
            properties = Set.copyOf(properties);
            descriptors = List.copyOf(descriptors);
        }

        public boolean can(CharacteristicProperty property) {
            return properties.contains(property);
        }
    }

    public record Descriptor(int handle, Uuid uuid) {}

    /** The characteristics that an id may mean: none, the one, or several when the id does not name the service. */
    public List<Characteristic> find(CharacteristicId id) {
        List<Characteristic> found = new ArrayList<>();
        for (Service service : services) {
            if (id.inService().map(service.uuid()::equals).orElse(true)) {
                service.characteristics().stream()
                        .filter(candidate -> candidate.uuid().equals(id.characteristic()))
                        .forEach(found::add);
            }
        }
        return found;
    }
}

package fieldlink.ble;

import java.util.List;
import java.util.Set;

/**
 * A device to be served: what it advertises and which services it has.
 *
 * @param advertisement must fit into 31 bytes plus 31 of scan response; the radio refuses what does not
 */
public record DeviceDefinition(AdvertisedContent advertisement, List<Service> services) {
    public DeviceDefinition {
        services = List.copyOf(services);
    }

    public record Service(Uuid uuid, List<Characteristic> characteristics) {
        public Service {
            characteristics = List.copyOf(characteristics);
        }
    }

    public record Characteristic(Uuid uuid, Set<CharacteristicProperty> properties) {
        public Characteristic {
            properties = Set.copyOf(properties);
        }

        public static Characteristic of(Uuid uuid, CharacteristicProperty... properties) {
            return new Characteristic(uuid, Set.of(properties));
        }
    }
}

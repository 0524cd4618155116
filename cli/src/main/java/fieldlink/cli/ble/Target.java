package fieldlink.cli.ble;

import fieldlink.ble.BleCentral;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.Uuid;
import fieldlink.cli.Arg;
import fieldlink.cli.Given;
import fieldlink.cli.JsonLine;
import fieldlink.cli.Syntax;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The characteristic that a command is about: by which words it is named, and how it is found and shown. */
final class Target {
    private final Arg<String> device;
    private final Arg<CharacteristicId> characteristic;
    private final Arg<Uuid> service;
    private final Arg<Duration> timeout;

    Target(Syntax syntax, String timeoutMeans) {
        device = syntax.parameter(
                "DEVICE", text -> text, "An address like AA:BB:CC:DD:EE:FF, or the name it advertises.");
        characteristic = syntax.parameter(
                "CHARACTERISTIC",
                CharacteristicId::parse,
                "A UUID of 16, 32 or 128 bits, or SERVICE/UUID when the UUID alone could mean several.");
        service = syntax.option("--service", "UUID", Uuid::parse, "The service that the characteristic is in.");
        timeout = syntax.option("--timeout", "TIME", TimeSpan::parse, "10s", timeoutMeans);
    }

    Duration timeout(Given given) {
        return timeout.get(given);
    }

    /** The time limit where somebody set one. */
    Optional<Duration> limit(Given given) {
        return timeout.isSet(given) ? Optional.of(timeout.get(given)) : Optional.empty();
    }

    RequestOptions options(Given given) {
        return RequestOptions.DEFAULT.withDeadline(timeout.get(given));
    }

    /** Looks the target up at the device: which address, which service, what may be done with it. */
    Found find(Given given, BleCentral central) throws InterruptedException {
        DeviceAddress address = address(given, central);
        CharacteristicId asked = characteristic.get(given);
        CharacteristicId id = service.find(given)
                .map(uuid -> CharacteristicId.of(uuid, asked.characteristic()))
                .orElse(asked);
        GattTree tree = OpenBle.await(central.services(address, options(given)), timeout.get(given));
        return new Found(address, withService(id, tree), tree);
    }

    private DeviceAddress address(Given given, BleCentral central) throws InterruptedException {
        String words = device.get(given);
        try {
            return DeviceAddress.parse(words);
        } catch (IllegalArgumentException e) {
            return OpenBle.await(central.find(ScanFilter.named(words), options(given)), timeout.get(given))
                    .address();
        }
    }

    /** Names the service when only one can be meant; the rest is for the request itself to refuse. */
    private static CharacteristicId withService(CharacteristicId id, GattTree tree) {
        return id.inService().isPresent() || tree.find(id).size() != 1
                ? id
                : tree.services().stream()
                        .map(candidate -> CharacteristicId.of(candidate.uuid(), id.characteristic()))
                        .filter(candidate -> tree.find(candidate).size() == 1)
                        .findFirst()
                        .orElse(id);
    }

    record Found(DeviceAddress address, CharacteristicId characteristic, GattTree tree) {
        /** As {@code read --json} and {@code watch --json} print a value. */
        JsonLine json(GattValue value, Instant at) {
            return new JsonLine()
                    .put("address", address.toString())
                    .put(
                            "service",
                            characteristic.inService().map(Uuid::toString).orElse(null))
                    .put("characteristic", characteristic.characteristic().toString())
                    .put("value", value.hex())
                    .put("timestamp", at);
        }
    }
}

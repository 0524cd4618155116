package fieldlink.ble.radio;

import fieldlink.ble.BleStatus;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.CharacteristicProperty;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import fieldlink.ble.WriteMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what a caller means among what a device has, and says precisely what is wrong when it cannot. */
final class Characteristics {
    private static final int COMMAND_OVERHEAD = 3;

    private Characteristics() {}

    sealed interface Choice {
        record Chosen(GattTree.Characteristic characteristic) implements Choice {}

        record Impossible(Failure failure) implements Choice {}
    }

    static Choice toRead(GattTree tree, CharacteristicId id) {
        return choose(tree, id, "be read", CharacteristicProperty.READ);
    }

    static Choice toSubscribe(GattTree tree, CharacteristicId id) {
        return choose(tree, id, "notify", CharacteristicProperty.NOTIFY, CharacteristicProperty.INDICATE);
    }

    static Choice toWrite(GattTree tree, Operation.Write write) {
        boolean answered = write.mode() == WriteMode.WITH_RESPONSE;
        int longest = answered ? GattValue.MAX_LENGTH : tree.mtu() - COMMAND_OVERHEAD;
        if (write.value().size() > longest) {
            return impossible(
                    BleStatus.NOT_SUPPORTED,
                    write.value().size() + " bytes do not fit; at most " + longest + " can be written "
                            + (answered ? "with" : "without") + " response over this link",
                    "send fewer bytes at once");
        }
        return answered
                ? choose(tree, write.characteristic(), "be written with response", CharacteristicProperty.WRITE)
                : choose(
                        tree,
                        write.characteristic(),
                        "be written without response",
                        CharacteristicProperty.WRITE_WITHOUT_RESPONSE);
    }

    private static Choice choose(GattTree tree, CharacteristicId id, String words, CharacteristicProperty... oneOf) {
        List<GattTree.Characteristic> found = tree.find(id);
        if (found.isEmpty()) {
            return missing(tree, id);
        }
        if (found.size() > 1) {
            return impossible(
                    BleStatus.CHARACTERISTIC_NOT_FOUND,
                    "the device has " + found.size() + " characteristics " + id,
                    "name the service, as in SERVICE/" + id.characteristic().brief());
        }
        GattTree.Characteristic one = found.get(0);
        for (CharacteristicProperty property : oneOf) {
            if (one.can(property)) {
                return new Choice.Chosen(one);
            }
        }
        String properties = one.properties().stream()
                .map(property ->
                        property.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                .sorted()
                .collect(Collectors.joining(", "));
        return impossible(
                BleStatus.NOT_SUPPORTED,
                id + " cannot " + words,
                properties.isEmpty() ? "it allows nothing" : "it allows " + properties);
    }

    private static Choice missing(GattTree tree, CharacteristicId id) {
        Optional<GattTree.Service> named = tree.services().stream()
                .filter(service -> id.inService().map(service.uuid()::equals).orElse(false))
                .findFirst();
        String present = named.map(service -> "the service has "
                        + list(service.characteristics().stream()
                                .map(one -> one.uuid().brief())
                                .toList()))
                .orElseGet(() -> "the device has the services "
                        + list(tree.services().stream()
                                .map(service -> service.uuid().brief())
                                .toList()));
        return impossible(BleStatus.CHARACTERISTIC_NOT_FOUND, "the device has no characteristic " + id, present);
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    private static Choice impossible(BleStatus status, String message, String advice) {
        return new Choice.Impossible(Failure.of(status, message, advice));
    }
}

package fieldlink.cli.ble.daemon;

import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattTree;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.wire.TreeShape;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.cli.ble.OpenBle;
import fieldlink.cli.ble.RadioChoice;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code fieldlink ble info DEVICE}: the GATT tree. */
final class InfoCommand implements Command {
    private final Arg<DeviceAddress> device;
    private final RadioChoice choice;

    InfoCommand(Syntax syntax) {
        syntax.examples("ble info AA:BB:CC:DD:EE:FF", "ble info 02:00:00:00:00:11 --simulate");
        device = syntax.parameter("DEVICE", DeviceAddress::parse, "An address like AA:BB:CC:DD:EE:FF.");
        choice = new RadioChoice(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        try (OpenBle ble = choice.open(given, console)) {
            RequestOptions options = RequestOptions.DEFAULT;
            GattTree tree = OpenBle.await(ble.central().services(device.get(given), options), options.deadline());
            if (console.json()) {
                console.result(TreeShape.write(tree).text());
            } else {
                show(tree, console);
            }
        }
        return ExitCode.DONE;
    }

    private static void show(GattTree tree, Console console) {
        console.result("mtu " + tree.mtu());
        for (GattTree.Service service : tree.services()) {
            console.result("service " + service.uuid().brief());
            for (GattTree.Characteristic characteristic : service.characteristics()) {
                String properties = characteristic.properties().stream()
                        .sorted()
                        .map(property ->
                                property.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining(" "));
                console.result("  " + characteristic.uuid().brief() + "  " + properties);
            }
        }
    }
}

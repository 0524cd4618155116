package fieldlink.cli.ble;

import fieldlink.ble.DeviceAddress;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.ScanSettings;
import fieldlink.cli.Awaited;
import fieldlink.cli.Console;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Bluetooth device, by its address or name: whether it is {@code online}, and its last sighting. */
public final class AwaitedOnAir implements Awaited {
    private final RadioChoice choice;
    private @Nullable OpenBle ble;
    private @Nullable Presence presence;

    public AwaitedOnAir(Syntax syntax) {
        choice = new RadioChoice(syntax);
    }

    @Override
    public String word() {
        return "ble";
    }

    /** The first look begins to listen; those after it tell what was heard since. */
    @Override
    public Optional<Map<String, String>> look(String name, Given given, Console console) {
        if (presence == null) {
            presence = new Presence(System.nanoTime(), ScanSettings.DEFAULT.cacheTtl());
            ble = choice.open(given, console);
            ble.central().scan(filter(name), presence::hear);
        }
        return Optional.of(presence.fields(System.nanoTime()));
    }

    private static ScanFilter filter(String named) {
        try {
            return ScanFilter.of(DeviceAddress.parse(named));
        } catch (IllegalArgumentException e) {
            return ScanFilter.named(named);
        }
    }

    @Override
    public void close() {
        if (ble != null) {
            ble.close();
        }
    }
}

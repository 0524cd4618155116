package fieldlink.ble.bluez;

import fieldlink.ble.AdapterName;
import java.util.List;
import java.util.Set;

/**
 * How the BlueZ radio behaves.
 *
 * @param bus where bluetoothd is found
 * @param adapters the adapters to use and to see; empty means all
 * @param switchOn whether an adapter that is off when it is first seen is switched on
 * @param resetCommands programs that reset an adapter below bluetoothd, tried in this order until one is installed;
 *     {@code {adapter}} stands for its name
 * @param restartCommand the program that restarts bluetoothd
 */
public record BluezSettings(
        BusAddress bus,
        Set<AdapterName> adapters,
        boolean switchOn,
        List<List<String>> resetCommands,
        List<String> restartCommand) {
    public static final String ADAPTER_PLACEHOLDER = "{adapter}";

    /** The second leaves the adapter off; whoever takes a recovery step switches it on at the end anyway. */
    private static final List<List<String>> USUAL_RESETS = List.of(
            List.of("hciconfig", ADAPTER_PLACEHOLDER, "reset"),
            List.of("btmgmt", "--index", ADAPTER_PLACEHOLDER, "power", "off"));

    public BluezSettings {
        adapters = Set.copyOf(adapters);
        resetCommands = resetCommands.stream().map(List::copyOf).toList();
        restartCommand = List.copyOf(restartCommand);
        if (restartCommand.isEmpty()) {
            throw new IllegalArgumentException("the restart command has no words");
        }
    }

    /** The system bus, all adapters, and the commands of a Debian system. */
    public static BluezSettings usual() {
        return new BluezSettings(
                BusAddress.system(), Set.of(), true, USUAL_RESETS, List.of("systemctl", "restart", "bluetooth"));
    }

    public BluezSettings withBus(BusAddress wanted) {
        return new BluezSettings(wanted, adapters, switchOn, resetCommands, restartCommand);
    }

    public BluezSettings withAdapters(AdapterName... wanted) {
        return new BluezSettings(bus, Set.of(wanted), switchOn, resetCommands, restartCommand);
    }

    public BluezSettings withSwitchOn(boolean wanted) {
        return new BluezSettings(bus, adapters, wanted, resetCommands, restartCommand);
    }

    public BluezSettings withResetCommand(List<String> wanted) {
        return new BluezSettings(bus, adapters, switchOn, List.of(wanted), restartCommand);
    }

    public BluezSettings withRestartCommand(List<String> wanted) {
        return new BluezSettings(bus, adapters, switchOn, resetCommands, wanted);
    }

    boolean uses(AdapterName adapter) {
        return adapters.isEmpty() || adapters.contains(adapter);
    }
}

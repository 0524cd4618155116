package fieldlink.cli.ble;

import fieldlink.ble.AdapterName;
import fieldlink.ble.BleSettings;
import fieldlink.ble.session.BleSession;
import fieldlink.cli.Arg;
import fieldlink.cli.Console;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;

/** Which Bluetooth a command uses: the options for it, and the way from them to an {@link OpenBle}. */
public final class RadioChoice {
    private final Arg<RadioKind> radio;
    private final Arg<AdapterName> adapter;
    private final Arg<Boolean> simulate;

    public RadioChoice(Syntax syntax) {
        radio = syntax.option(
                "--radio", "KIND", Syntax.oneOf(RadioKind.class), "sim", "The radio to use in this process.");
        adapter = syntax.option("--adapter", "NAME", AdapterName::new, "Use only this adapter, such as hci0.");
        simulate = syntax.flag("--simulate", "Use a small simulated world: no hardware, no root.");
    }

    /** Opens what was chosen; the caller closes it. */
    public OpenBle open(Given given, Console console) {
        RadioKind kind = simulate.isSet(given) ? RadioKind.SIM : radio.get(given);
        if (kind == RadioKind.SIM) {
            console.remark("simulated: no hardware, no root, no network");
        }
        BleSettings settings =
                adapter.find(given).map(BleSettings.DEFAULT::withAdapters).orElse(BleSettings.DEFAULT);
        BleSession session = BleSession.open(kind.open(), settings);
        return new OpenBle(session.client("fieldlink"), session::close);
    }
}

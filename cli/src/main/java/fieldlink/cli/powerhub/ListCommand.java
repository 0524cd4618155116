package fieldlink.cli.powerhub;

import fieldlink.ble.Advertisement;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.JsonLine;
import fieldlink.cli.Syntax;
import fieldlink.cli.ble.AdvertisementText;
import fieldlink.cli.ble.OpenBle;
import fieldlink.cli.ble.RadioChoice;

/** {@code fieldlink powerhub list}: the hubs that are heard. */
final class ListCommand implements Command {
    private final RadioChoice radio;

    ListCommand(Syntax syntax) {
        syntax.details("Listens for two seconds. A hub that somebody is connected to is not heard.");
        syntax.examples("powerhub list", "powerhub list --simulate --json");
        radio = new RadioChoice(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        try (OpenBle ble = radio.open(given, console)) {
            for (Advertisement hub :
                    HubChoice.listen(ble.central(), HubChoice.LISTENING).values()) {
                console.result(console.json() ? json(hub) : AdvertisementText.brief(hub));
            }
        }
        return ExitCode.DONE;
    }

    private static String json(Advertisement hub) {
        JsonLine line = new JsonLine()
                .put("address", hub.address().toString())
                .put("name", hub.knownName().orElse("-"));
        return AdvertisementText.withStrength(line, hub).toString();
    }
}

package fieldlink.cli.ble.daemon;

import fieldlink.ble.BleException;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.switchbot.SwitchBotCommand;
import fieldlink.ble.switchbot.SwitchBotRemote;
import fieldlink.ble.switchbot.SwitchBotReply;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.JsonLine;
import fieldlink.cli.Syntax;
import fieldlink.cli.ble.OpenBle;
import fieldlink.cli.ble.RadioChoice;
import fieldlink.cli.ble.TimeSpan;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** {@code fieldlink ble switchbot DEVICE ACTION}. */
final class SwitchBotControl implements Command {
    private static final Map<String, SwitchBotCommand> ACTIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("press", SwitchBotCommand.Bot.PRESS),
            Map.entry("bot-on", SwitchBotCommand.Bot.ON),
            Map.entry("bot-off", SwitchBotCommand.Bot.OFF),
            Map.entry("down", SwitchBotCommand.Bot.DOWN),
            Map.entry("up", SwitchBotCommand.Bot.UP),
            Map.entry("plug-on", SwitchBotCommand.Plug.ON),
            Map.entry("plug-off", SwitchBotCommand.Plug.OFF),
            Map.entry("plug-toggle", SwitchBotCommand.Plug.TOGGLE),
            Map.entry("plug-read", SwitchBotCommand.Plug.READ),
            Map.entry("curtain-stop", new SwitchBotCommand.CurtainStop()),
            Map.entry("curtain-open", new SwitchBotCommand.CurtainGo(0, false)),
            Map.entry("curtain-close", new SwitchBotCommand.CurtainGo(100, false)),
            Map.entry("info", new SwitchBotCommand.ReadSettings())));

    private final Arg<DeviceAddress> device;
    private final Arg<SwitchBotCommand> action;
    private final Arg<Duration> timeout;
    private final RadioChoice choice;

    SwitchBotControl(Syntax syntax) {
        syntax.examples(
                "ble switchbot AA:BB:CC:DD:EE:FF plug-on",
                "ble switchbot AA:BB:CC:DD:EE:FF press",
                "ble switchbot AA:BB:CC:DD:EE:FF curtain-30");
        device = syntax.parameter("DEVICE", DeviceAddress::parse, "An address like AA:BB:CC:DD:EE:FF.");
        action = syntax.parameter(
                "ACTION",
                SwitchBotControl::action,
                String.join(", ", ACTIONS.keySet()) + ", curtain-PERCENT (0 open).");
        timeout = syntax.option("--timeout", "TIME", TimeSpan::parse, "15s", "Give each step this long.");
        choice = new RadioChoice(syntax);
    }

    private static SwitchBotCommand action(String text) {
        SwitchBotCommand known = ACTIONS.get(text);
        if (known != null) {
            return known;
        }
        if (text.matches("curtain-\\d{1,3}")) {
            return new SwitchBotCommand.CurtainGo(Integer.parseInt(text.substring("curtain-".length())), false);
        }
        throw new IllegalArgumentException("'" + text + "' is none of " + String.join(", ", ACTIONS.keySet()));
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        try (OpenBle ble = choice.open(given, console)) {
            RequestOptions options = RequestOptions.DEFAULT.withDeadline(timeout.get(given));
            SwitchBotReply reply =
                    new SwitchBotRemote(ble.central(), device.get(given), options).send(action.get(given));
            String status = reply.status().words();
            console.result(
                    console.json()
                            ? new JsonLine()
                                    .put("address", device.get(given).value())
                                    .put("status", status)
                                    .put("reply", reply.value().hex())
                                    .toString()
                            : status + "  " + reply.value().hex());
            return ExitCode.DONE;
        } catch (BleException e) {
            throw OpenBle.failure(e);
        }
    }
}

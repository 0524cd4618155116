package fieldlink.cli.powerhub;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.powerhub.PowerSettings;
import fieldlink.powerhub.client.HubClient;

/**
 * {@code fieldlink powerhub power thresholds SLEEP WAKE} and {@code temperatures HIGH RECOVER}: sets a pair and reads
 * it back.
 */
final class ThresholdsCommand implements Command {
    private final Arg<Integer> first;
    private final Arg<Integer> second;
    private final Setter setter;
    private final HubChoice choice;

    private interface Setter {
        PowerSettings set(HubClient hub, int first, int second);
    }

    private ThresholdsCommand(Syntax syntax, Arg<Integer> first, Arg<Integer> second, Setter setter) {
        this.first = first;
        this.second = second;
        this.setter = setter;
        this.choice = new HubChoice(syntax);
    }

    static ThresholdsCommand ofVoltages(Syntax syntax) {
        syntax.details("A bare number means millivolts. The order of the writes keeps sleep below wake all the time.");
        syntax.examples("powerhub power thresholds 12.5V 13.2V");
        return new ThresholdsCommand(
                syntax,
                syntax.parameter("SLEEP", text -> Quantity.millivolts("sleep threshold", text), "Asleep below this."),
                syntax.parameter("WAKE", text -> Quantity.millivolts("wake threshold", text), "Awake from this on."),
                HubClient::setVoltages);
    }

    static ThresholdsCommand ofTemperatures(Syntax syntax) {
        syntax.details("In degrees Celsius, of the power stage.");
        syntax.examples("powerhub power temperatures 60 55");
        return new ThresholdsCommand(
                syntax,
                syntax.parameter(
                        "HIGH", text -> Quantity.centiDegrees("high temperature", text), "Outputs off from this on."),
                syntax.parameter(
                        "RECOVER",
                        text -> Quantity.centiDegrees("recover temperature", text),
                        "Outputs as before at or below this."),
                HubClient::setTemperatures);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        int one = first.get(given);
        int other = second.get(given);
        choice.use(given, console, hub -> console.result(FrameJson.settings(setter.set(hub, one, other))));
        return ExitCode.DONE;
    }
}

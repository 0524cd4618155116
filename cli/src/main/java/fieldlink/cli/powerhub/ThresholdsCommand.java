package fieldlink.cli.powerhub;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;

/** {@code fieldlink powerhub power thresholds SLEEP WAKE}: sets both voltages and reads them back. */
final class ThresholdsCommand implements Command {
    private final Arg<Integer> sleep;
    private final Arg<Integer> wake;
    private final HubChoice choice;

    ThresholdsCommand(Syntax syntax) {
        syntax.examples("powerhub power thresholds 12.5V 13.2V");
        sleep = syntax.parameter("SLEEP", text -> Quantity.millivolts("sleep threshold", text), "Asleep below this.");
        wake = syntax.parameter("WAKE", text -> Quantity.millivolts("wake threshold", text), "Awake from this on.");
        choice = new HubChoice(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        int sleepMillivolts = sleep.get(given);
        int wakeMillivolts = wake.get(given);
        choice.use(
                given,
                console,
                hub -> console.result(FrameJson.settings(hub.setVoltages(sleepMillivolts, wakeMillivolts))));
        return ExitCode.DONE;
    }
}

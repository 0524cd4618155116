package fieldlink.cli.gateway;

import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.cli.gateway.config.ConfigPlace;
import fieldlink.cli.gateway.config.ShownConfig;

/** {@code fieldlink config show}: the values in force, as a configuration that says the same. */
final class ShowConfigCommand implements Command {
    private final ConfigPlace place;

    ShowConfigCommand(Syntax syntax) {
        syntax.examples("config show", "config show --config fieldlink.yaml");
        place = new ConfigPlace(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) {
        ShownConfig.lines(place.require(given, console)).forEach(console::result);
        return ExitCode.DONE;
    }
}

package fieldlink.cli.gateway;

import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.cli.gateway.config.ConfigPlace;
import fieldlink.cli.gateway.config.LoadedConfig;

/** {@code fieldlink config check}: every mistake on a line of its own, with file, line and path. */
final class CheckConfigCommand implements Command {
    private final ConfigPlace place;

    CheckConfigCommand(Syntax syntax) {
        syntax.examples("config check", "config check --config fieldlink.yaml");
        place = new ConfigPlace(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) {
        LoadedConfig loaded = place.read(given, console);
        loaded.problems().forEach(console::remark);
        if (loaded.config().isEmpty()) {
            return ExitCode.FAILED;
        }
        console.result(
                place.find(given, console).map(file -> file + ": no mistakes").orElse("no configuration: defaults"));
        return ExitCode.DONE;
    }
}

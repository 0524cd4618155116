package fieldlink.cli.script;

import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.JsonLine;
import fieldlink.cli.Syntax;
import java.io.IOException;

/** {@code fieldlink script list}. */
final class ListScriptsCommand implements Command {
    ListScriptsCommand(Syntax syntax) {
        syntax.examples("script list");
    }

    @Override
    public ExitCode run(Given given, Console console) throws IOException {
        for (String name : Shipped.NAMES) {
            String about = Shipped.find(name)
                    .orElse("")
                    .lines()
                    .filter(line -> line.startsWith("about:"))
                    .findFirst()
                    .orElse("about:")
                    .substring("about:".length())
                    .strip();
            console.result(
                    console.json()
                            ? new JsonLine()
                                    .put("name", name)
                                    .put("about", about)
                                    .toString()
                            : String.format("%-18s %s", name, about));
        }
        return ExitCode.DONE;
    }
}

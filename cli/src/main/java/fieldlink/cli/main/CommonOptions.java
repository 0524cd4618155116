package fieldlink.cli.main;

import fieldlink.cli.Arg;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;

/** The options that every command and every group takes, at any place of the line. */
final class CommonOptions {
    final Syntax syntax = new Syntax();
    final Arg<Boolean> help = syntax.flag("--help, -h", "Show what this command accepts.");
    final Arg<Boolean> verbose = syntax.flag("--verbose, -v", "Log more; twice for stack traces.");
    final Arg<Boolean> json = syntax.flag("--json", "Print JSON Lines: one object per result, nothing else.");
    final Arg<Boolean> version = syntax.flag("--version", "Print the version.");

    int verbosity(Given given) {
        return verbose.all(given).size();
    }
}

package fieldlink.cli.main;

import fieldlink.cli.Command;
import fieldlink.cli.Given;

/**
 * A command line that says what to do.
 *
 * @param given to the command itself, and of the {@link CommonOptions} wherever they stood
 */
record Line(Command command, Given given) {}

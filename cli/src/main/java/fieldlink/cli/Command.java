package fieldlink.cli;

import picocli.CommandLine.ParseResult;

/**
 * One command. Its constructor declares what it accepts on the {@link Syntax} it is given and keeps the handles;
 * {@link #run} reads them.
 *
 * <p>Commands are declared in code and not with annotations because reading picocli's annotations costs more than half
 * of a short command's life (docs/decisions/0007-commands-in-code.md).
 */
public non-sealed interface Command extends Node {
    /**
     * Does the work.
     *
     * @return what the process ends with
     * @throws Exception mapped to a line on stderr and an exit code in one place, {@code fieldlink.cli.main.Failures}
     */
    ExitCode run(ParseResult given, Console console) throws Exception;
}

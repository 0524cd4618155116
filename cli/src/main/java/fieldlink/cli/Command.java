package fieldlink.cli;

/**
 * One command. Its constructor declares what it accepts on the {@link Syntax} it is given and keeps the handles;
 * {@link #run} reads them with what was given.
 *
 * <p>Commands are declared in code and not with annotations, and read without picocli as long as the line is right:
 * docs/decisions/0007-commands-in-code.md says why.
 */
public non-sealed interface Command extends Node {
    /**
     * Does the work.
     *
     * @return what the process ends with
     * @throws Exception mapped to a line on stderr and an exit code in one place, {@code fieldlink.cli.main.Failures}
     */
    ExitCode run(Given given, Console console) throws Exception;
}

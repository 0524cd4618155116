package fieldlink.cli.main;

import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The process: one command line in, one exit code out. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(List.of(args), System.in, out, err, System.getenv()).number());
    }

    /** Runs one command line in this process, as tests and the warm-up do. */
    public static ExitCode run(
            List<String> args, InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
        Console console = new Console(in, out, err, environment, false);
        if (args.equals(List.of("--version"))) {
            console.result(Version.line());
            return ExitCode.DONE;
        }
        return new CommandLineRun(args, console).execute();
    }
}

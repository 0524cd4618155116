package fieldlink.cli.main;

import fieldlink.cli.CommandFailure;
import fieldlink.cli.ExitCode;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.TimeoutException;

/** The one place where a failure becomes a line on stderr and an exit code. */
final class Failures {
    private Failures() {}

    static ExitCode report(Exception failure, PrintStream err, boolean withTrace) {
        err.println("fieldlink: " + message(failure));
        if (withTrace) {
            failure.printStackTrace(err);
        }
        return exitCode(failure);
    }

    private static ExitCode exitCode(Exception failure) {
        if (failure instanceof CommandFailure own) {
            return own.exitCode();
        }
        if (failure instanceof IllegalArgumentException) {
            return ExitCode.USAGE;
        }
        if (failure instanceof TimeoutException) {
            return ExitCode.TIMED_OUT;
        }
        if (failure instanceof InterruptedException) {
            return ExitCode.INTERRUPTED;
        }
        return ExitCode.FAILED;
    }

    private static String message(Exception failure) {
        String text = failure.getMessage();
        boolean expected = failure instanceof CommandFailure || failure instanceof IllegalArgumentException;
        if (text != null && expected) {
            return text;
        }
        if (failure instanceof NoSuchFileException && text != null) {
            return "there is no file " + text;
        }
        String what = failure.getClass().getSimpleName() + (text == null ? "" : ": " + text);
        return what + " (run again with -vv for the stack trace)";
    }
}

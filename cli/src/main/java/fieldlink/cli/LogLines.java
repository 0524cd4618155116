package fieldlink.cli;

import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Log records as single lines on stderr: with the journal's priorities under systemd, with the time elsewhere. */
public final class LogLines extends Handler {
    /** Libraries that tell at INFO what only their own authors act on. */
    private static final List<Logger> TALKATIVE = Stream.of("org.flywaydb", "io.undertow", "org.xnio", "org.jboss")
            .map(Logger::getLogger)
            .toList();

    private final PrintStream err;
    private final boolean journal;
    private final Formatter text = new Formatter() {
        @Override
        public String format(LogRecord one) {
            return formatMessage(one);
        }
    };

    private LogLines(PrintStream err, boolean journal) {
        this.err = err;
        this.journal = journal;
    }

    /** For commands that stay: a short one has nothing to log, and would pay for loading this. */
    public static void install(Console console) {
        TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(
                new LogLines(console.err(), console.variable("JOURNAL_STREAM").isPresent()));
    }

    @Override
    public void publish(LogRecord one) {
        StringBuilder line = new StringBuilder();
        if (journal) {
            line.append('<').append(priority(one.getLevel())).append('>');
        } else {
            line.append(one.getInstant().truncatedTo(ChronoUnit.MILLIS)).append(' ');
            line.append(one.getLevel().getName()).append(' ');
        }
        line.append(text.format(one));
        if (one.getThrown() != null) {
            line.append(": ").append(one.getThrown());
        }
        err.println(line.toString().replace('\n', ' '));
    }

    private static int priority(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return 3;
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return 4;
        }
        return level.intValue() >= Level.INFO.intValue() ? 6 : 7;
    }

    @Override
    public void flush() {
        err.flush();
    }

    @Override
    public void close() {
        flush();
    }
}

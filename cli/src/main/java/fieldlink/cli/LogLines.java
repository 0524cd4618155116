package fieldlink.cli;

import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Log records as single lines on stderr: with the journal's priorities under systemd, with the time elsewhere, as JSON
 * where {@code FIELDLINK_LOG} says {@code json}.
 */
public final class LogLines extends Handler {
    /** Libraries that tell at INFO what only their own authors act on. */
    private static final List<Logger> TALKATIVE = Stream.of("org.flywaydb", "io.undertow", "org.xnio", "org.jboss")
            .map(Logger::getLogger)
            .toList();

    private final PrintStream err;
    private final Form form;
    private final Formatter text = new Formatter() {
        @Override
        public String format(LogRecord one) {
            return formatMessage(one);
        }
    };

    private enum Form {
        TEXT,
        JOURNAL,
        JSON
    }

    private LogLines(PrintStream err, Form form) {
        this.err = err;
        this.form = form;
    }

    /** For commands that stay: a short one has nothing to log, and would pay for loading this. */
    public static void install(Console console) {
        TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new LogLines(console.err(), form(console)));
    }

    private static Form form(Console console) {
        if (console.variable("FIELDLINK_LOG").filter("json"::equals).isPresent()) {
            return Form.JSON;
        }
        return console.variable("JOURNAL_STREAM").isPresent() ? Form.JOURNAL : Form.TEXT;
    }

    @Override
    public void publish(LogRecord one) {
        String line = switch (form) {
            case JSON -> json(one);
            case JOURNAL -> "<" + priority(one.getLevel()) + ">" + words(one);
            case TEXT -> time(one) + " " + one.getLevel().getName() + " " + words(one);
        };
        err.println(line.replace('\n', ' '));
    }

    private String json(LogRecord one) {
        JsonLine line = new JsonLine()
                .put("time", time(one))
                .put("level", one.getLevel().getName().toLowerCase(Locale.ROOT))
                .put("logger", one.getLoggerName())
                .put("message", text.format(one));
        if (one.getThrown() != null) {
            line.put("error", String.valueOf(one.getThrown()));
        }
        return line.toString();
    }

    private String words(LogRecord one) {
        return text.format(one) + (one.getThrown() == null ? "" : ": " + one.getThrown());
    }

    private static String time(LogRecord one) {
        return one.getInstant().truncatedTo(ChronoUnit.MILLIS).toString();
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

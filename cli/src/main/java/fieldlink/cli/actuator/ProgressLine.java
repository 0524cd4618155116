package fieldlink.cli.actuator;

import fieldlink.cli.Console;
import fieldlink.cli.Terminal;
import java.util.Locale;
import java.util.OptionalDouble;

/** One line on a terminal that is written over; nothing at all in a pipe. */
final class ProgressLine {
    private static final String ERASE = "\r\u001b[2K";

    private final Console console;
    private final boolean visible;

    ProgressLine(Console console) {
        this.console = console;
        visible = Terminal.ERROR.canRedraw(console);
    }

    void show(String text) {
        if (visible) {
            console.err().print(ERASE + text);
            console.err().flush();
        }
    }

    /** What an actuator is doing: {@code side-window MOVING 34.0 % -> 50.0 %}. */
    void show(Answer status) {
        OptionalDouble position = status.number("position_pct");
        OptionalDouble target = status.number("target_pct");
        show(status.text("name").orElse("")
                + " " + status.text("state").orElse("")
                + (position.isPresent() ? percent(" ", position) : "")
                + (target.isPresent() ? percent(" -> ", target) : ""));
    }

    void erase() {
        show("");
    }

    private static String percent(String before, OptionalDouble value) {
        return String.format(Locale.ROOT, "%s%.1f %%", before, value.getAsDouble());
    }
}

package fieldlink.cli;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * systemd, when it started us. Java cannot open the datagram socket that it listens on, so its own tool is called: once
 * when ready, and once for each sign of life.
 */
public final class Systemd {
    private static final Logger LOG = System.getLogger(Systemd.class.getName());
    private static final long TOOL_SECONDS = 5;

    private final boolean present;
    private final Optional<Duration> watchdog;

    public Systemd(Console console) {
        present = console.variable("NOTIFY_SOCKET").isPresent();
        watchdog = console.variable("WATCHDOG_USEC").flatMap(Systemd::microseconds);
    }

    private static Optional<Duration> microseconds(String text) {
        return text.matches("\\d{1,15}")
                ? Optional.of(Duration.ofNanos(Long.parseLong(text) * 1000))
                : Optional.empty();
    }

    /** How often it wants a sign of life; empty when it does not watch. */
    public Optional<Duration> watchdog() {
        return present ? watchdog : Optional.empty();
    }

    public void ready(String status) throws InterruptedException {
        tell("--ready", "--status=" + status);
    }

    public void alive() throws InterruptedException {
        tell("WATCHDOG=1");
    }

    private void tell(String... words) throws InterruptedException {
        if (!present) {
            return;
        }
        List<String> line = new ArrayList<>(List.of("systemd-notify", "--no-block"));
        line.addAll(List.of(words));
        try {
            Process tool = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!tool.waitFor(TOOL_SECONDS, TimeUnit.SECONDS)) {
                tool.destroyForcibly();
                LOG.log(Level.WARNING, "systemd-notify hangs");
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot tell systemd; is systemd-notify installed?", e);
        }
    }
}

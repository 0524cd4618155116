package fieldlink.cli.actuator;

import fieldlink.ccm.engine.Engine;
import fieldlink.cli.Console;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Tells systemd that the bridge is well, as long as both of its loops go round; nothing without systemd. */
final class SystemdWatchdog {
    private static final System.Logger LOG = System.getLogger(SystemdWatchdog.class.getName());
    private static final long STANDARD_PERIOD_MICROS = 10_000_000;

    private final Engine engine;
    private final long periodMillis;

    private SystemdWatchdog(Engine engine, long periodMillis) {
        this.engine = engine;
        this.periodMillis = periodMillis;
    }

    static void start(Engine engine, Console console) {
        if (console.variable("NOTIFY_SOCKET").isEmpty()) {
            return;
        }
        long micros = console.variable("WATCHDOG_USEC").map(Long::parseLong).orElse(STANDARD_PERIOD_MICROS);
        SystemdWatchdog watchdog = new SystemdWatchdog(engine, TimeUnit.MICROSECONDS.toMillis(micros / 3));
        notify("--ready");
        Thread thread = new Thread(watchdog::run, "fieldlink-ccm-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        Engine.Progress before = engine.progress();
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(periodMillis);
                Engine.Progress now = engine.progress();
                if (now.since(before)) {
                    notify("WATCHDOG=1");
                } else {
                    LOG.log(System.Logger.Level.ERROR, "the engine does not go on; systemd will restart the bridge");
                }
                before = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The JDK has no datagram socket for this, so that systemd's own tool carries the word. */
    private static void notify(String word) {
        try {
            new ProcessBuilder(
                            "systemd-notify",
                            "--no-block",
                            "--pid=" + ProcessHandle.current().pid(),
                            word)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "systemd-notify cannot be run: " + e.getMessage());
        }
    }
}

package fieldlink.cli.actuator;

import fieldlink.ccm.engine.Engine;
import fieldlink.cli.Systemd;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Tells systemd that the bridge is well, as long as both of its loops go round; nothing without systemd. */
final class SystemdWatchdog {
    private static final System.Logger LOG = System.getLogger(SystemdWatchdog.class.getName());

    private final Engine engine;
    private final Systemd systemd;

    private SystemdWatchdog(Engine engine, Systemd systemd) {
        this.engine = engine;
        this.systemd = systemd;
    }

    static void start(Engine engine, Systemd systemd, String status) throws InterruptedException {
        systemd.ready(status);
        systemd.watchdog().ifPresent(period -> {
            SystemdWatchdog watchdog = new SystemdWatchdog(engine, systemd);
            Thread thread = new Thread(() -> watchdog.run(period.dividedBy(3)), "fieldlink-ccm-watchdog");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private void run(Duration interval) {
        Engine.Progress before = engine.progress();
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(interval.toNanos());
                Engine.Progress now = engine.progress();
                if (now.since(before)) {
                    systemd.alive();
                } else {
                    LOG.log(System.Logger.Level.ERROR, "the engine does not go on; systemd will restart the bridge");
                }
                before = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

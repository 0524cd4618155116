package fieldlink.jobs.robot;

import java.time.Duration;

/**
 * How the host treats calls, stops and uploads.
 *
 * @param maxExecutionTime after which a call is cancelled, then killed
 * @param cancelGrace how long cancelled code may take to end before its process is killed
 * @param loadTimeout how long a project may take to be imported
 * @param stopTimeout how long the project's stop() may take when a client leaves or code is replaced
 * @param emergencyHook how long stop() may take in an emergency before the process is killed
 * @param deadManWindow without a heartbeat for so long, an operator who switched the watch on is taken for lost
 * @param maxQueued how many commands may wait
 * @param original whether uploads are acknowledged before they are loaded and Python's type and attribute errors are
 *     told as the original did
 * @param observersMayStop whether observers may press the emergency stop
 */
public record RobotSettings(
        Duration maxExecutionTime,
        Duration cancelGrace,
        Duration loadTimeout,
        Duration stopTimeout,
        Duration emergencyHook,
        Duration deadManWindow,
        int maxQueued,
        boolean original,
        boolean observersMayStop) {
    public static final RobotSettings DEFAULT = new RobotSettings(
            Duration.ofSeconds(300),
            Duration.ofMillis(1500),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            1000,
            false,
            true);

    public RobotSettings {
        for (Duration time :
                new Duration[] {maxExecutionTime, cancelGrace, loadTimeout, stopTimeout, emergencyHook, deadManWindow
                }) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("times must be positive, not " + time);
            }
        }
        if (maxQueued < 1) {
            throw new IllegalArgumentException("maxQueued must be positive, not " + maxQueued);
        }
    }

    public RobotSettings withMaxExecutionTime(Duration time) {
        return new RobotSettings(
                time,
                cancelGrace,
                loadTimeout,
                stopTimeout,
                emergencyHook,
                deadManWindow,
                maxQueued,
                original,
                observersMayStop);
    }

    public RobotSettings withStopTimeout(Duration time) {
        return new RobotSettings(
                maxExecutionTime,
                cancelGrace,
                loadTimeout,
                time,
                emergencyHook,
                deadManWindow,
                maxQueued,
                original,
                observersMayStop);
    }

    public RobotSettings asOriginal(boolean wanted) {
        return new RobotSettings(
                maxExecutionTime,
                cancelGrace,
                loadTimeout,
                stopTimeout,
                emergencyHook,
                deadManWindow,
                maxQueued,
                wanted,
                observersMayStop);
    }
}

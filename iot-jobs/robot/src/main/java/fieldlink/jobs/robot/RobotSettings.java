package fieldlink.jobs.robot;

import java.time.Duration;
import java.util.List;

/**
 * How the host treats calls, stops and uploads.
 *
 * @param maxQueued how many commands may wait
 * @param original whether uploads are acknowledged before they are loaded and Python's type and attribute errors are
 *     told as the original did
 * @param observersMayStop whether observers may press the emergency stop
 * @param jobsWhileDriven whether jobs may call methods while a person has the operator's seat
 */
public record RobotSettings(
        Times times, int maxQueued, boolean original, boolean observersMayStop, boolean jobsWhileDriven) {
    public static final RobotSettings DEFAULT = new RobotSettings(Times.DEFAULT, 1000, false, true, false);

    public RobotSettings {
        if (maxQueued < 1) {
            throw new IllegalArgumentException("maxQueued must be positive, not " + maxQueued);
        }
    }

    /**
     * How long things may take.
     *
     * @param execution after which a call is cancelled, then killed
     * @param cancelGrace how long cancelled code may take to end before its process is killed
     * @param load how long a project may take to be imported
     * @param stop how long the project's stop() may take when a client leaves or code is replaced
     * @param emergencyHook how long stop() may take in an emergency before the process is killed
     * @param deadMan without a heartbeat for so long, an operator who switched the watch on is taken for lost
     */
    public record Times(
            Duration execution,
            Duration cancelGrace,
            Duration load,
            Duration stop,
            Duration emergencyHook,
            Duration deadMan) {
        public static final Times DEFAULT = new Times(
                Duration.ofSeconds(300),
                Duration.ofMillis(1500),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(1));

        public Times {
            for (Duration time : List.of(execution, cancelGrace, load, stop, emergencyHook, deadMan)) {
                if (time.isNegative() || time.isZero()) {
                    throw new IllegalArgumentException("times must be positive, not " + time);
                }
            }
        }

        public Times withExecution(Duration time) {
            return new Times(time, cancelGrace, load, stop, emergencyHook, deadMan);
        }

        public Times withLoad(Duration time) {
            return new Times(execution, cancelGrace, time, stop, emergencyHook, deadMan);
        }

        public Times withStop(Duration time) {
            return new Times(execution, cancelGrace, load, time, emergencyHook, deadMan);
        }
    }

    public RobotSettings with(Times newTimes) {
        return new RobotSettings(newTimes, maxQueued, original, observersMayStop, jobsWhileDriven);
    }

    public RobotSettings asOriginal(boolean wanted) {
        return new RobotSettings(times, maxQueued, wanted, observersMayStop, jobsWhileDriven);
    }

    public RobotSettings letJobsInterleave() {
        return new RobotSettings(times, maxQueued, original, observersMayStop, true);
    }
}

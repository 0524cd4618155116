package fieldlink.jobs.robot.engineio;

import java.time.Duration;

/**
 * What the server of a session promises and demands.
 *
 * @param pingInterval how long after the last pong the next ping is sent
 * @param pingTimeout how long a pong may take; also how long a finished session is remembered for a last poll
 * @param upgradeTimeout how long a websocket may take to finish its upgrade
 * @param maxPayload the largest packet or request body accepted, in bytes
 * @param sendLimit how much may wait for a client that reads slowly, in bytes; beyond it the session ends
 */
public record EngineSettings(
        Duration pingInterval, Duration pingTimeout, Duration upgradeTimeout, int maxPayload, long sendLimit) {
    private static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(10);
    private static final long SEND_LIMIT = 64L << 20;

    public EngineSettings {
        positive("pingInterval", pingInterval);
        positive("pingTimeout", pingTimeout);
        positive("upgradeTimeout", upgradeTimeout);
        if (maxPayload < 1 || sendLimit < 1) {
            throw new IllegalArgumentException(
                    "limits must be positive: maxPayload " + maxPayload + ", sendLimit " + sendLimit);
        }
    }

    public static EngineSettings of(Duration pingInterval, Duration pingTimeout, int maxPayload) {
        return new EngineSettings(pingInterval, pingTimeout, UPGRADE_TIMEOUT, maxPayload, SEND_LIMIT);
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}

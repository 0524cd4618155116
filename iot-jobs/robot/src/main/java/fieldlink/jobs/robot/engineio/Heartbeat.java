package fieldlink.jobs.robot.engineio;

import java.time.Duration;

/** When the next ping of a session is due, and by when its pong. */
final class Heartbeat {
    /** What the time has brought. */
    enum Beat {
        NOTHING,
        PING,
        /** The pong is missing. */
        DEAD
    }

    private final Duration interval;
    private final Duration timeout;
    private long pingDue;
    private long pongDue = Long.MAX_VALUE;

    Heartbeat(EngineSettings settings, long now) {
        this.interval = settings.pingInterval();
        this.timeout = settings.pingTimeout();
        this.pingDue = now + interval.toMillis();
    }

    long deadline() {
        return Math.min(pingDue, pongDue);
    }

    void pong(long now) {
        pongDue = Long.MAX_VALUE;
        pingDue = now + interval.toMillis();
    }

    /** However late it is asked, the times count from when things were due. */
    Beat at(long now) {
        boolean pingIsDue = now >= pingDue;
        if (pingIsDue) {
            pongDue = pingDue + timeout.toMillis();
            pingDue = Long.MAX_VALUE;
        }
        if (now >= pongDue) {
            return Beat.DEAD;
        }
        return pingIsDue ? Beat.PING : Beat.NOTHING;
    }
}

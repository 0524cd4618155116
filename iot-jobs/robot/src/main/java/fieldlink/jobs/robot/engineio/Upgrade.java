package fieldlink.jobs.robot.engineio;

/** A websocket that tries to take over from polling, if there is one. */
final class Upgrade {
    static final long NONE = -1;
    /**
     * How long a poll that came after the websocket is held. No poll may be left hanging, because the client waits for
     * it before it moves over; but a client that has moved already, and polls without need, is to be told so, whichever
     * of its two connections is read first.
     */
    private static final long GRACE_MILLIS = 100;

    private boolean announced;
    private long candidate = NONE;
    private boolean probed;
    private boolean pollIsLate;
    private long giveUpAt = Long.MAX_VALUE;
    private long releaseAt = Long.MAX_VALUE;

    boolean isUnderWay() {
        return candidate != NONE;
    }

    long candidate() {
        return candidate;
    }

    boolean isProbed() {
        return probed;
    }

    /** Whether the poll that is held came when the websocket was there already, or had been asked for. */
    boolean isPollLate() {
        return pollIsLate;
    }

    long deadline() {
        return Math.min(giveUpAt, releaseAt);
    }

    /** The client has asked for a websocket, which may take a moment to be there. */
    void announce() {
        announced = true;
    }

    void begin(long socket, long patience, long now) {
        candidate = socket;
        giveUpAt = now + patience;
    }

    void probe(long now) {
        probed = true;
        releaseAt = pollIsLate ? now + GRACE_MILLIS : Long.MAX_VALUE;
    }

    void pollHeld(long now) {
        pollIsLate = announced;
        releaseAt = probed ? now + GRACE_MILLIS : Long.MAX_VALUE;
    }

    boolean isOverdue(long now) {
        return now >= giveUpAt;
    }

    /** Whether the held poll is to be answered now. */
    boolean releasesPoll(long now) {
        if (now < releaseAt) {
            return false;
        }
        releaseAt = Long.MAX_VALUE;
        return true;
    }

    void end() {
        announced = false;
        candidate = NONE;
        probed = false;
        pollIsLate = false;
        giveUpAt = Long.MAX_VALUE;
        releaseAt = Long.MAX_VALUE;
    }
}

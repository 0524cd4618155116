package fieldlink.ble.radio;

import fieldlink.ble.RequestCounters;

/** Counts requests by how they end. */
final class Counters implements Outcome.Visitor<RequestCounters> {
    private RequestCounters counts = RequestCounters.NONE;

    RequestCounters counts() {
        return counts;
    }

    void submitted() {
        counts = new RequestCounters(
                counts.total() + 1,
                counts.completed(),
                counts.failed(),
                counts.timedOut(),
                counts.refused(),
                counts.cancelled());
    }

    void ended(Outcome outcome) {
        counts = outcome.accept(this);
    }

    @Override
    public RequestCounters done(Outcome.Done outcome) {
        return plus(1, 0, 0, 0, 0);
    }

    @Override
    public RequestCounters read(Outcome.Read outcome) {
        return plus(1, 0, 0, 0, 0);
    }

    @Override
    public RequestCounters listed(Outcome.Listed outcome) {
        return plus(1, 0, 0, 0, 0);
    }

    @Override
    public RequestCounters borrowed(Outcome.Borrowed outcome) {
        return plus(1, 0, 0, 0, 0);
    }

    @Override
    public RequestCounters failed(Outcome.Failed outcome) {
        return switch (outcome.failure().status()) {
            case TIMED_OUT -> plus(0, 0, 1, 0, 0);
            case QUEUE_FULL, TOO_OLD -> plus(0, 0, 0, 1, 0);
            case CANCELLED, CLOSED -> plus(0, 0, 0, 0, 1);
            case DEVICE_NOT_FOUND,
                    CHARACTERISTIC_NOT_FOUND,
                    NOT_SUPPORTED,
                    ATT_ERROR,
                    CONNECT_FAILED,
                    LINK_LOST,
                    RADIO_UNAVAILABLE,
                    SLOTS_FULL,
                    NOT_PERMITTED,
                    FAILED -> plus(0, 1, 0, 0, 0);
        };
    }

    private RequestCounters plus(int completed, int failed, int timedOut, int refused, int cancelled) {
        return new RequestCounters(
                counts.total(),
                counts.completed() + completed,
                counts.failed() + failed,
                counts.timedOut() + timedOut,
                counts.refused() + refused,
                counts.cancelled() + cancelled);
    }
}

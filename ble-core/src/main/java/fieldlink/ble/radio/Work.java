package fieldlink.ble.radio;

import org.jspecify.annotations.Nullable;

/**
 * What a ready link is busy with.
 *
 * @param request the request it is done for; null for the session's own work, and after the request was told to its
 *     caller as ended: then the answer is awaited, because the radio is still busy, and ignored
 */
record Work(Kind kind, int handle, @Nullable Request request) {
    enum Kind {
        SERVE,
        RESTORE,
        UNSUBSCRIBE,
        PROBE
    }

    static Work serve(int handle, Request request) {
        return new Work(Kind.SERVE, handle, request);
    }

    static Work own(Kind kind, int handle) {
        return new Work(kind, handle, null);
    }

    /** Nobody waits for it any more. A subscribe becomes the session's own, so that it is undone when it succeeds. */
    Work abandoned() {
        boolean subscribes = request != null && request.operation() instanceof Operation.Subscribe;
        return own(subscribes ? Kind.RESTORE : kind, handle);
    }
}

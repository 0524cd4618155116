package fieldlink.jobs.robot.engineio;

/** What an HTTP request asks of an Engine.IO server, told from its method and query alone. */
public sealed interface EngineRequest {
    record OpenPolling() implements EngineRequest {}

    record OpenSocket() implements EngineRequest {}

    record Poll(String sid) implements EngineRequest {}

    record Post(String sid) implements EngineRequest {}

    /** A websocket for a session that was opened by polling. */
    record Upgrade(String sid) implements EngineRequest {}

    /** The answer to a cross-origin preflight. */
    record Preflight() implements EngineRequest {}

    record Refused(Refusal refusal) implements EngineRequest {}

    /** The refusals that clients know by number. */
    enum Refusal {
        UNKNOWN_TRANSPORT(0, "Transport unknown"),
        UNKNOWN_SESSION(1, "Session ID unknown"),
        BAD_METHOD(2, "Bad handshake method"),
        BAD_REQUEST(3, "Bad request"),
        FORBIDDEN(4, "Forbidden"),
        UNSUPPORTED_VERSION(5, "Unsupported protocol version");

        private final int code;
        private final String message;

        Refusal(int code, String message) {
            this.code = code;
            this.message = message;
        }

        public String body() {
            return "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
        }
    }

    /**
     * @param method of the request, in capitals
     * @param eio the query parameter {@code EIO}, empty when absent; likewise {@code transport} and {@code sid}
     * @param asksForWebSocket whether the request carries the headers of a websocket handshake
     */
    static EngineRequest of(String method, String eio, String transport, String sid, boolean asksForWebSocket) {
        if (method.equals("OPTIONS")) {
            return new Preflight();
        }
        boolean polling = transport.equals("polling");
        if (!polling && !transport.equals("websocket")) {
            return new Refused(Refusal.UNKNOWN_TRANSPORT);
        }
        if (!eio.equals("4")) {
            return new Refused(Refusal.UNSUPPORTED_VERSION);
        }
        boolean get = method.equals("GET");
        if (!get && !(method.equals("POST") && polling && !sid.isEmpty())) {
            return new Refused(Refusal.BAD_METHOD);
        }
        if (!polling) {
            return webSocket(sid, asksForWebSocket);
        }
        if (sid.isEmpty()) {
            return new OpenPolling();
        }
        return get ? new Poll(sid) : new Post(sid);
    }

    private static EngineRequest webSocket(String sid, boolean asksForWebSocket) {
        if (!asksForWebSocket) {
            return new Refused(Refusal.BAD_REQUEST);
        }
        return sid.isEmpty() ? new OpenSocket() : new Upgrade(sid);
    }
}

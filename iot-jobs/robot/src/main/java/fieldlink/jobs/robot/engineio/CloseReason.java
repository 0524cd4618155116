package fieldlink.jobs.robot.engineio;

/** Why a session ended. */
public enum CloseReason {
    /** The client said so, or closed its websocket in order. */
    CLIENT_CLOSED,
    /** The application said so. */
    SERVER_CLOSED,
    /** The transport broke. */
    TRANSPORT_LOST,
    PING_TIMEOUT,
    /** The client sent something that is no Engine.IO packet, or used a transport against the rules. */
    PROTOCOL_BROKEN,
    /** More waited for the client than {@link EngineSettings#sendLimit} allows. */
    CLIENT_TOO_SLOW
}

package fieldlink.jobs.robot.engineio;

/** What a session wants done, in order. Requests and sockets are named by the numbers that the transport gave them. */
public sealed interface EngineEffect {
    /** Answer a held or just received request with 200 and this body. */
    record Answer(long request, String body) implements EngineEffect {}

    /** Answer a request with an error. */
    record Refuse(long request, int status) implements EngineEffect {}

    /** Write one packet to a websocket; {@link EngineSession#written} is to be called when it is out. */
    record Write(long socket, EnginePacket packet) implements EngineEffect {}

    /** Close a websocket after what was written to it. */
    record CloseSocket(long socket) implements EngineEffect {}

    /** A message for the application. */
    record Deliver(EnginePacket message) implements EngineEffect {}

    /** The session is over; said once. */
    record Closed(CloseReason reason) implements EngineEffect {}
}

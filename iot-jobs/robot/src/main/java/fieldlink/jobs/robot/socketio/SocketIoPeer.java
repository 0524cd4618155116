package fieldlink.jobs.robot.socketio;

import fieldlink.jobs.robot.engineio.Handshake;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** One connected client with all its namespaces. Every method may be called from any thread and none blocks. */
public interface SocketIoPeer {
    Handshake handshake();

    void accept(String namespace);

    /** @param payload what the client finds in its {@code connect_error}: an object with a message, or a bare text */
    void refuse(String namespace, JsonNode payload);

    /** @param arguments the event's name first. Nothing is sent to a client that has not been accepted or has left. */
    void emit(String namespace, List<JsonNode> arguments);

    /** Like {@link #emit}; the client's acknowledgement goes to {@code acknowledged}, in turn. */
    void emit(String namespace, List<JsonNode> arguments, Consumer<List<JsonNode>> acknowledged);

    /** Tells the client that it has to leave the namespace. */
    void disconnect(String namespace);

    /** Ends the whole connection. */
    void close();

    /** Bytes sent that the client has not taken yet. */
    long unsent();
}

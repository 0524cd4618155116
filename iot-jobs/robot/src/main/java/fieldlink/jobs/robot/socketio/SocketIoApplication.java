package fieldlink.jobs.robot.socketio;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a server does with its clients. Everything about one peer is called in turn, on a transport thread that must not
 * be blocked.
 */
public interface SocketIoApplication {
    /**
     * A client asks to join a namespace. To be answered by {@link SocketIoPeer#accept} or {@link SocketIoPeer#refuse},
     * now or later.
     *
     * @param auth what the client sent along; an empty object when nothing
     */
    void asked(SocketIoPeer peer, String namespace, JsonNode auth);

    /** @param arguments the event's name first */
    void event(SocketIoPeer peer, String namespace, List<JsonNode> arguments, Reply reply);

    /** A client that asked and was not refused left the namespace, or was lost; perhaps before it was accepted. */
    void left(SocketIoPeer peer, String namespace);

    /** The way back to the sender of an event. Answers at most once, from any thread; does nothing when nobody asked. */
    interface Reply {
        boolean isExpected();

        void send(List<JsonNode> arguments);
    }
}

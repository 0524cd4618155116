package fieldlink.jobs.robot.socketio;

import fieldlink.jobs.robot.engineio.EngineApplication;
import fieldlink.jobs.robot.engineio.EngineLink;
import java.time.Duration;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Socket.IO as an application of Engine.IO. */
public final class SocketIoServer implements EngineApplication {
    private final SocketIoApplication application;
    private final Duration connectTimeout;
    private final long maxPayload;
    private final JsonMapper json;

    /**
     * @param connectTimeout how long a client may be connected without having joined a namespace
     * @param maxPayload the largest packet, attachments included, in bytes
     */
    public SocketIoServer(SocketIoApplication application, Duration connectTimeout, int maxPayload) {
        this.application = application;
        this.connectTimeout = connectTimeout;
        this.maxPayload = maxPayload;
        this.json = mapper(maxPayload);
    }

    @Override
    public Listener opened(EngineLink link) {
        Connection connection = new Connection(link, application, json, maxPayload);
        link.inTurnAfter(connectTimeout, connection::closeUnlessJoined);
        return connection;
    }

    /** Reads what the transport lets through, however long a single text in it is. */
    private static JsonMapper mapper(int maxPayload) {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxStringLength(maxPayload)
                                .build())
                        .build())
                .build();
    }
}

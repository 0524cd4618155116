package fieldlink.jobs.robot.socketio;

import fieldlink.jobs.robot.engineio.CloseReason;
import fieldlink.jobs.robot.engineio.EngineApplication;
import fieldlink.jobs.robot.engineio.EngineLink;
import fieldlink.jobs.robot.engineio.EnginePacket;
import fieldlink.jobs.robot.engineio.Handshake;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One client: which namespaces it has joined and which acknowledgements are due. State is touched in turn only. */
final class Connection implements EngineApplication.Listener, SocketIoPeer {
    /** A client may ask for as many namespaces as it likes, but not keep the server remembering them. */
    private static final int MAX_NAMESPACES = 64;

    private static final int MAX_PENDING_ACKS = 10_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private enum Standing {
        ASKED,
        JOINED
    }

    private final EngineLink link;
    private final SocketIoApplication application;
    private final PacketReader reader;
    private final PacketWriter writer;
    private final Map<String, Standing> namespaces = new HashMap<>();
    private final Map<Long, Consumer<List<JsonNode>>> pendingAcks = new LinkedHashMap<>();
    private long nextAck;
    private boolean closed;

    Connection(EngineLink link, SocketIoApplication application, JsonMapper json, long maxPayload) {
        this.link = link;
        this.application = application;
        this.reader = new PacketReader(json, maxPayload);
        this.writer = new PacketWriter(json);
    }

    @Override
    public void message(EnginePacket message) {
        if (closed) {
            return;
        }
        PacketReader.Progress progress = reader.read(message);
        if (progress instanceof PacketReader.Progress.Complete complete) {
            receive(complete.packet());
        } else if (progress instanceof PacketReader.Progress.Broken) {
            shut();
        }
    }

    @Override
    public void closed(CloseReason reason) {
        closed = true;
        leaveAll();
    }

    /** Everybody joins within the time given, or is holding a connection for nothing. */
    void closeUnlessJoined() {
        if (namespaces.isEmpty()) {
            shut();
        }
    }

    @Override
    public Handshake handshake() {
        return link.handshake();
    }

    @Override
    public void accept(String namespace) {
        link.inTurn(() -> {
            if (namespaces.replace(namespace, Standing.ASKED, Standing.JOINED)) {
                JsonNode sid = NODES.objectNode()
                        .put(
                                "sid",
                                UUID.randomUUID().toString().replace("-", "").substring(0, 20));
                send(Packet.of(Packet.Type.CONNECT, namespace, sid));
            }
        });
    }

    @Override
    public void refuse(String namespace, JsonNode payload) {
        link.inTurn(() -> {
            if (namespaces.remove(namespace, Standing.ASKED)) {
                send(Packet.of(Packet.Type.CONNECT_ERROR, namespace, payload));
            }
        });
    }

    @Override
    public void emit(String namespace, List<JsonNode> arguments) {
        link.inTurn(() -> {
            if (namespaces.get(namespace) == Standing.JOINED) {
                send(Packet.of(Packet.Type.EVENT, namespace, array(arguments)));
            }
        });
    }

    @Override
    public void emit(String namespace, List<JsonNode> arguments, Consumer<List<JsonNode>> acknowledged) {
        link.inTurn(() -> {
            if (namespaces.get(namespace) == Standing.JOINED && pendingAcks.size() < MAX_PENDING_ACKS) {
                long id = nextAck++;
                pendingAcks.put(id, acknowledged);
                send(new Packet(Packet.Type.EVENT, namespace, OptionalLong.of(id), array(arguments)));
            }
        });
    }

    @Override
    public void disconnect(String namespace) {
        link.inTurn(() -> {
            if (namespaces.containsKey(namespace)) {
                send(Packet.disconnect(namespace));
                leave(namespace);
            }
        });
    }

    @Override
    public void close() {
        link.close();
    }

    @Override
    public long unsent() {
        return link.unsent();
    }

    private void receive(Packet packet) {
        if (packet.type() == Packet.Type.CONNECT) {
            join(packet);
            return;
        }
        if (namespaces.get(packet.namespace()) != Standing.JOINED) {
            // Whoever talks before joining, or after leaving, does not speak the protocol.
            shut();
            return;
        }
        switch (packet.type()) {
            case EVENT -> application.event(this, packet.namespace(), values(packet.payload()), reply(packet));
            case ACK -> acknowledge(packet);
            case DISCONNECT -> leave(packet.namespace());
            case CONNECT, CONNECT_ERROR -> shut();
        }
    }

    private void join(Packet packet) {
        if (namespaces.containsKey(packet.namespace())) {
            return;
        }
        if (namespaces.size() >= MAX_NAMESPACES) {
            shut();
            return;
        }
        namespaces.put(packet.namespace(), Standing.ASKED);
        JsonNode auth = packet.payload().isMissingNode() ? NODES.objectNode() : packet.payload();
        application.asked(this, packet.namespace(), auth);
    }

    private SocketIoApplication.Reply reply(Packet event) {
        return new SocketIoApplication.Reply() {
            private @Nullable OptionalLong id = event.id();

            @Override
            public boolean isExpected() {
                return event.id().isPresent();
            }

            @Override
            public void send(List<JsonNode> arguments) {
                link.inTurn(() -> {
                    if (id != null && id.isPresent() && namespaces.get(event.namespace()) == Standing.JOINED) {
                        Connection.this.send(new Packet(Packet.Type.ACK, event.namespace(), id, array(arguments)));
                    }
                    id = null;
                });
            }
        };
    }

    private void acknowledge(Packet packet) {
        if (packet.id().isPresent()) {
            Consumer<List<JsonNode>> waiting = pendingAcks.remove(packet.id().getAsLong());
            if (waiting != null) {
                waiting.accept(values(packet.payload()));
            }
        }
    }

    private void leave(String namespace) {
        if (namespaces.remove(namespace) != null) {
            application.left(this, namespace);
        }
    }

    private void leaveAll() {
        for (String namespace : List.copyOf(namespaces.keySet())) {
            leave(namespace);
        }
        pendingAcks.clear();
    }

    private void shut() {
        closed = true;
        link.close();
        leaveAll();
    }

    private void send(Packet packet) {
        if (!closed) {
            writer.write(packet).forEach(link::send);
        }
    }

    private static ArrayNode array(List<JsonNode> values) {
        return NODES.arrayNode(values.size()).addAll(values);
    }

    private static List<JsonNode> values(JsonNode array) {
        return List.copyOf(array.values());
    }
}

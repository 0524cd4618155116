package fieldlink.jobs.robot.client;

import fieldlink.jobs.robot.engineio.EnginePacket;
import fieldlink.jobs.robot.engineio.PacketType;
import fieldlink.jobs.robot.socketio.Packet;
import fieldlink.jobs.robot.socketio.PacketReader;
import fieldlink.jobs.robot.socketio.PacketWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** A client in the main namespace, over a websocket. Methods may be called from any thread. */
public final class SocketIoClient implements AutoCloseable {
    private static final int MAX_MESSAGE = 256 << 20;
    /** One for all: each has a selector, whose thread and descriptors stay until the collector comes to them. */
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Consumer<List<JsonNode>> events;
    private final ObjectNode auth;
    private final PacketWriter writer;
    private final PacketReader reader;
    private final FrameLink link;
    private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final CompletableFuture<Void> joined = new CompletableFuture<>();

    private SocketIoClient(ObjectNode auth, Consumer<List<JsonNode>> events) {
        JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxStringLength(MAX_MESSAGE)
                                .build())
                        .build())
                .build();
        this.events = events;
        this.auth = auth;
        this.writer = new PacketWriter(json);
        this.reader = new PacketReader(json, MAX_MESSAGE);
        this.link = new FrameLink(this::receive, this::lost);
    }

    /**
     * Connects and joins.
     *
     * @param server {@code http://host:port}
     * @param auth sent along; an empty object for nothing
     * @param events hears every event, its name first, on a thread that must not be blocked
     * @throws ConnectRefused when the server does not let this client in
     * @throws IOException when the server cannot be reached
     */
    public static SocketIoClient connect(URI server, ObjectNode auth, Duration timeout, Consumer<List<JsonNode>> events)
            throws IOException, TimeoutException, InterruptedException {
        SocketIoClient client = new SocketIoClient(auth, events);
        String scheme = "https".equals(server.getScheme()) ? "wss" : "ws";
        URI address = URI.create(scheme + "://" + server.getAuthority() + "/socket.io/?EIO=4&transport=websocket");
        try {
            await(client.link.open(HTTP, address, timeout), timeout);
            await(client.joined, timeout);
            return client;
        } catch (IOException | TimeoutException | RuntimeException failed) {
            client.link.abort();
            throw failed;
        }
    }

    /** Sends an event; the future holds the first argument of its acknowledgement. */
    public CompletableFuture<JsonNode> emit(String event, JsonNode... arguments) {
        long id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        ArrayNode payload = JsonNodeFactory.instance.arrayNode().add(event);
        payload.addAll(List.of(arguments));
        send(new Packet(Packet.Type.EVENT, Packet.MAIN_NAMESPACE, OptionalLong.of(id), payload));
        return answer;
    }

    /** Sends an event and waits for its acknowledgement. */
    public JsonNode ask(Duration timeout, String event, JsonNode... arguments)
            throws IOException, TimeoutException, InterruptedException {
        return await(emit(event, arguments), timeout);
    }

    /** Completes when the connection has ended, for whatever reason. */
    public CompletableFuture<Void> ended() {
        return link.ended();
    }

    @Override
    public void close() {
        send(Packet.disconnect(Packet.MAIN_NAMESPACE));
        link.close();
    }

    /** Drops the connection without a word, as a pulled cable does. */
    public void abort() {
        link.abort();
    }

    private void receive(Optional<EnginePacket> received) {
        if (received.isEmpty()) {
            link.abort();
            return;
        }
        EnginePacket packet = received.get();
        if (packet instanceof EnginePacket.Text text && text.type() != PacketType.MESSAGE) {
            switch (text.type()) {
                case OPEN ->
                    send(Packet.of(
                            Packet.Type.CONNECT,
                            Packet.MAIN_NAMESPACE,
                            auth.isEmpty() ? MissingNode.getInstance() : auth));
                case PING -> link.send(new EnginePacket.Text(PacketType.PONG, text.data()));
                case CLOSE -> link.close();
                case PONG, UPGRADE, NOOP, MESSAGE -> {}
            }
            return;
        }
        if (reader.read(packet) instanceof PacketReader.Progress.Complete complete) {
            receive(complete.packet());
        }
    }

    private void receive(Packet packet) {
        switch (packet.type()) {
            case CONNECT -> joined.complete(null);
            case CONNECT_ERROR -> {
                String message = packet.payload().path("message").asString("");
                joined.completeExceptionally(new ConnectRefused(message));
            }
            case DISCONNECT -> link.close();
            case EVENT -> events.accept(List.copyOf(packet.payload().values()));
            case ACK -> {
                CompletableFuture<JsonNode> answer = pending.remove(packet.id().orElse(-1));
                if (answer != null) {
                    answer.complete(packet.payload().path(0));
                }
            }
        }
    }

    private void lost() {
        IOException gone = new IOException("the connection was lost");
        joined.completeExceptionally(gone);
        pending.values().forEach(answer -> answer.completeExceptionally(gone));
    }

    private void send(Packet packet) {
        writer.write(packet).forEach(link::send);
    }

    private static <T> T await(CompletableFuture<T> future, Duration timeout)
            throws IOException, TimeoutException, InterruptedException {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ConnectRefused refused) {
                throw refused;
            }
            throw new IOException(failed.getMessage(), failed);
        }
    }
}

package fieldlink.jobs.robot.undertow;

import fieldlink.jobs.robot.engineio.CloseReason;
import fieldlink.jobs.robot.engineio.EngineApplication;
import fieldlink.jobs.robot.engineio.EngineLink;
import fieldlink.jobs.robot.engineio.EnginePacket;
import fieldlink.jobs.robot.engineio.EngineSettings;
import fieldlink.jobs.robot.socketio.SocketIoApplication;
import fieldlink.jobs.robot.socketio.SocketIoPeer;
import fieldlink.jobs.robot.socketio.SocketIoServer;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/**
 * The server that the official test suites of both protocols expect: Engine.IO under {@code /engine.io/} echoes every
 * message; Socket.IO under {@code /socket.io/} greets with {@code auth} and echoes {@code message} and
 * {@code message-with-ack}. How to run them against it is in docs/reference/robot.md.
 */
public final class ConformanceServer implements AutoCloseable {
    private static final int MAX_PAYLOAD = 1_000_000;
    private static final long SERVERS_OWN_LIMIT = 64 * 1024;
    /**
     * From the answer to a CONNECT to the greeting. The suites listen for one frame at a time and miss a second one that
     * arrives glued to it, which happens on a busy machine, with the reference server too.
     */
    private static final long PAUSE_MILLIS = 40;
    /** The suites await three pings, 900 ms, on a connection that joins no namespace. */
    private static final long CONNECT_MILLIS = 1500;

    private final ScheduledExecutorService greetings = Executors.newSingleThreadScheduledExecutor();
    private final EngineIoHandler echo;
    private final EngineIoHandler events;
    private final Undertow server;

    /**
     * @param port zero for any
     * @param pace how fast the heart beats: the suites expect 300 ms to a ping and 200 ms to its pong
     */
    ConformanceServer(int port, int pace) {
        EngineSettings settings =
                EngineSettings.of(Duration.ofMillis(300L * pace), Duration.ofMillis(200L * pace), MAX_PAYLOAD);
        SocketIoServer socketIo =
                new SocketIoServer(new EventEcho(greetings), Duration.ofMillis(CONNECT_MILLIS * pace), MAX_PAYLOAD);
        echo = new EngineIoHandler(settings, new Echo(), origin -> true);
        events = new EngineIoHandler(settings, socketIo, origin -> true);
        server = Undertow.builder()
                // One I/O thread, as in Node: the suites rely on requests being served in the order they were made.
                .setIoThreads(1)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, SERVERS_OWN_LIMIT)
                .addHttpListener(port, "localhost")
                .setHandler(Handlers.path().addPrefixPath("/engine.io", echo).addPrefixPath("/socket.io", events))
                .build();
        server.start();
    }

    /** @param args the port, 3000 when left out */
    public static void main(String[] args) throws Exception {
        ConformanceServer server = new ConformanceServer(args.length == 0 ? 3000 : Integer.parseInt(args[0]), 1);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.warmUp();
        System.err.println("listening on port " + server.port());
    }

    /** Loading classes for the first client takes longer than the suites' pings do. */
    private void warmUp() throws Exception {
        for (String path : List.of("/engine.io/", "/socket.io/")) {
            RawClient client = new RawClient(port(), path);
            client.get("?EIO=4&transport=polling");
            RawClient.Frames frames = client.open("?EIO=4&transport=websocket");
            frames.next();
            frames.send("40");
            frames.next();
            frames.close();
        }
    }

    int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() {
        echo.close();
        events.close();
        greetings.shutdownNow();
        server.stop();
    }

    private static final class Echo implements EngineApplication {
        @Override
        public Listener opened(EngineLink link) {
            return new Listener() {
                @Override
                public void message(EnginePacket message) {
                    link.send(message);
                }

                @Override
                public void closed(CloseReason reason) {}
            };
        }
    }

    private static final class EventEcho implements SocketIoApplication {
        private final ScheduledExecutorService greetings;

        EventEcho(ScheduledExecutorService greetings) {
            this.greetings = greetings;
        }

        @Override
        public void asked(SocketIoPeer peer, String namespace, JsonNode auth) {
            if (namespace.equals("/") || namespace.equals("/custom")) {
                peer.accept(namespace);
                var unused = greetings.schedule(
                        () -> peer.emit(namespace, List.of(StringNode.valueOf("auth"), auth)),
                        PAUSE_MILLIS,
                        TimeUnit.MILLISECONDS);
            } else {
                peer.refuse(namespace, JsonNodeFactory.instance.objectNode().put("message", "Invalid namespace"));
            }
        }

        @Override
        public void event(SocketIoPeer peer, String namespace, List<JsonNode> arguments, Reply reply) {
            String event = arguments.get(0).asString();
            List<JsonNode> values = arguments.subList(1, arguments.size());
            if (event.equals("message")) {
                peer.emit(namespace, named("message-back", values));
            } else if (event.equals("message-with-ack")) {
                reply.send(values);
            } else if (event.equals("emit-with-ack")) {
                peer.emit(namespace, arguments, answer -> peer.emit(namespace, named("emit-with-ack", answer)));
            }
        }

        @Override
        public void left(SocketIoPeer peer, String namespace) {}

        private static List<JsonNode> named(String event, List<JsonNode> values) {
            List<JsonNode> arguments = new ArrayList<>();
            arguments.add(StringNode.valueOf(event));
            arguments.addAll(values);
            return arguments;
        }
    }
}

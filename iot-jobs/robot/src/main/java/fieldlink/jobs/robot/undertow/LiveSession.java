package fieldlink.jobs.robot.undertow;

import fieldlink.jobs.robot.engineio.EngineApplication;
import fieldlink.jobs.robot.engineio.EngineEffect;
import fieldlink.jobs.robot.engineio.EngineLink;
import fieldlink.jobs.robot.engineio.EnginePacket;
import fieldlink.jobs.robot.engineio.EngineSession;
import fieldlink.jobs.robot.engineio.Handshake;
import io.undertow.server.HttpServerExchange;
import io.undertow.websockets.core.WebSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** One session with its open requests and websockets: feeds the pure session, and does what it asks for. */
final class LiveSession implements EngineLink {
    private final EngineSession session;
    private final Handshake handshake;
    private final EngineApplication application;
    private final SessionRegistry registry;
    private final SessionClock clock;
    private final Turns turns = new Turns(this::close);
    private final HeldRequests requests = new HeldRequests();
    private final OpenSockets sockets;

    private EngineApplication.@Nullable Listener listener;
    private long lastNumber;
    private long armedFor = Long.MAX_VALUE;
    private volatile long unsent;

    LiveSession(EngineSession session, Handshake handshake, EngineApplication application, SessionRegistry registry) {
        this.session = session;
        this.handshake = handshake;
        this.application = application;
        this.registry = registry;
        this.clock = registry.clock();
        this.sockets = new OpenSockets(clock);
    }

    String sid() {
        return session.sid();
    }

    void open() {
        turns.run(() -> {
            listener = application.opened(this);
            perform(session.tick(clock.now()));
        });
    }

    /** Starts to listen to the websocket that the session was opened on, or that it is to move to. */
    void adopt(long socket, WebSocketChannel channel) {
        turns.run(() -> {
            lastNumber = Math.max(lastNumber, socket);
            sockets.add(socket, channel);
            channel.addCloseTask(closed -> turns.run(() -> {
                sockets.forget(socket);
                perform(session.socketClosed(socket, closed.isCloseFrameReceived(), clock.now()));
            }));
            channel.getReceiveSetter()
                    .set(new FrameReader(
                            registry.maxPayload(), packet -> input(now -> session.frame(socket, packet, now))));
            channel.resumeReceives();
        });
    }

    /** The client may talk on its websocket before the server has heard that it is open. */
    void expectUpgrade() {
        turns.run(session::socketAsked);
    }

    void upgrade(WebSocketChannel channel) {
        turns.run(() -> {
            long socket = ++lastNumber;
            adopt(socket, channel);
            input(now -> session.socketOpened(socket, now));
        });
    }

    /** To be called on the I/O thread of the exchange. */
    void poll(HttpServerExchange exchange) {
        if (!HangUp.watch(exchange)) {
            input(session::pollLost);
            return;
        }
        turns.run(() -> {
            long request = ++lastNumber;
            requests.hold(request, exchange);
            exchange.addExchangeCompleteListener((over, next) -> {
                turns.run(() -> pollOver(request));
                next.proceed();
            });
            perform(session.poll(request, clock.now()));
        });
    }

    void post(HttpServerExchange exchange, String body) {
        turns.run(() -> {
            long request = ++lastNumber;
            requests.hold(request, exchange);
            perform(session.post(request, body, clock.now()));
        });
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public void inTurn(Runnable action) {
        turns.run(action);
    }

    @Override
    public void inTurnAfter(Duration delay, Runnable action) {
        clock.after(
                delay,
                () -> turns.run(() -> {
                    if (!session.isClosed()) {
                        action.run();
                    }
                }));
    }

    @Override
    public void send(EnginePacket message) {
        input(now -> session.send(message, now));
    }

    @Override
    public void close() {
        input(session::close);
    }

    @Override
    public long unsent() {
        return unsent;
    }

    private void input(LongFunction<List<EngineEffect>> input) {
        turns.run(() -> perform(input.apply(clock.now())));
    }

    private void perform(List<EngineEffect> effects) {
        for (EngineEffect effect : effects) {
            if (effect instanceof EngineEffect.Write write) {
                int size = write.packet().size();
                sockets.write(write.socket(), write.packet(), () -> turns.run(() -> written(size)));
            } else if (effect instanceof EngineEffect.Deliver deliver && listener != null) {
                listener.message(deliver.message());
            } else if (effect instanceof EngineEffect.Answer answer) {
                requests.respond(answer.request(), 200, answer.body());
            } else if (effect instanceof EngineEffect.Refuse refuse) {
                requests.respond(refuse.request(), refuse.status(), "");
            } else if (effect instanceof EngineEffect.CloseSocket close) {
                sockets.close(close.socket());
            } else if (effect instanceof EngineEffect.Closed closed && listener != null) {
                listener.closed(closed.reason());
            }
        }
        unsent = session.unsent();
        arm();
    }

    private void pollOver(long request) {
        if (requests.forget(request)) {
            perform(session.pollLost(clock.now()));
        }
    }

    private void written(int size) {
        session.written(size);
        unsent = session.unsent();
    }

    /** Sees to it that a timer wakes the session no later than its deadline. */
    private void arm() {
        long now = clock.now();
        if (session.isForgettable(now)) {
            registry.forget(this);
            return;
        }
        long deadline = session.deadline();
        if (deadline < armedFor) {
            armedFor = deadline;
            clock.after(Duration.ofMillis(Math.max(0, deadline - now)), () -> turns.run(this::wake));
        }
    }

    private void wake() {
        armedFor = Long.MAX_VALUE;
        perform(session.tick(clock.now()));
    }
}

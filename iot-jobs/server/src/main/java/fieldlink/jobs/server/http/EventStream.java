package fieldlink.jobs.server.http;

import fieldlink.jobs.JobSignal;
import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.server.json.JsonObject;
import fieldlink.jobs.server.panel.PanelDesk;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells browsers which jobs changed, and how the panels stand that they ask for with {@code ?panel=}, as server-sent
 * events. Who does not keep up is cut off and comes back by itself.
 */
final class EventStream {
    private static final int MOST_LISTENERS = 200;
    private static final int MOST_OF_ONE = 16;
    private static final int MOST_PANELS = 8;

    private final PanelDesk panels;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    EventStream(JobQueue queue, PanelDesk panels) {
        this.panels = panels;
        queue.listen(this::tell);
    }

    /** Why somebody may not listen; empty when he may. */
    Optional<Answer> refusal(String owner) {
        boolean full = listeners.size() >= MOST_LISTENERS
                || listeners.stream()
                                .filter(listener -> listener.owner().equals(owner))
                                .count()
                        >= MOST_OF_ONE;
        return full ? Optional.of(Answer.tooMany("too many listeners", Duration.ofSeconds(30))) : Optional.empty();
    }

    void serve(HttpServerExchange exchange, String owner) throws Exception {
        new ServerSentEventHandler((connection, lastId) -> join(connection, owner)).handleRequest(exchange);
    }

    void close() {
        listeners.forEach(Listener::cutOff);
    }

    private void join(ServerSentEventConnection connection, String owner) {
        Listener listener = new Listener(connection, owner);
        listeners.add(listener);
        connection.addCloseTask(closed -> {
            listeners.remove(listener);
            listener.lookAway();
        });
        // From here on nothing is missed; whoever has to know that can wait for it.
        listener.send("listening", "{}");
        wanted(connection)
                .forEach(id -> panels.look(
                                id,
                                snapshot -> listener.show(
                                        id, PanelEndpoints.panel(id, snapshot).toString()))
                        .ifPresent(listener::looksAt));
    }

    private static List<String> wanted(ServerSentEventConnection connection) {
        Map<String, Deque<String>> query = connection.getQueryParameters();
        return query.containsKey("panel")
                ? query.get("panel").stream().distinct().limit(MOST_PANELS).toList()
                : List.of();
    }

    private void tell(JobSignal signal) {
        if (listeners.isEmpty()) {
            return;
        }
        String event = new JsonObject()
                .put("job_id", signal.job().value())
                .put("device_id", signal.device().value())
                .put("state", signal.state().name().toLowerCase(Locale.ROOT))
                .put("status", signal.state().status())
                .toString();
        listeners.forEach(listener -> listener.send("job", event));
    }
}

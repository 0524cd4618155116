package fieldlink.jobs.server.http;

import fieldlink.jobs.JobSignal;
import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.server.json.JsonObject;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.IoUtils;

/** Tells browsers which jobs changed, as server-sent events. Who does not keep up is cut off and comes back by itself. */
final class EventStream {
    private static final int MOST_UNSENT = 1_000;
    private static final int MOST_LISTENERS = 200;

    private final Map<ServerSentEventConnection, AtomicInteger> listeners = new ConcurrentHashMap<>();
    private final ServerSentEventHandler handler = new ServerSentEventHandler((connection, lastId) -> join(connection));

    EventStream(JobQueue queue) {
        queue.listen(this::tell);
    }

    HttpHandler handler() {
        return handler;
    }

    boolean isFull() {
        return listeners.size() >= MOST_LISTENERS;
    }

    void close() {
        listeners.keySet().forEach(IoUtils::safeClose);
    }

    private void join(ServerSentEventConnection connection) {
        connection.setKeepAliveTime(TimeUnit.SECONDS.toMillis(15));
        listeners.put(connection, new AtomicInteger());
        connection.addCloseTask(listeners::remove);
        // From here on nothing is missed; whoever has to know that can wait for it.
        connection.send("{}", "listening", null, null);
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
        listeners.forEach((connection, unsent) -> send(connection, unsent, event));
    }

    private void send(ServerSentEventConnection connection, AtomicInteger unsent, String event) {
        if (unsent.incrementAndGet() > MOST_UNSENT) {
            IoUtils.safeClose(connection);
            return;
        }
        connection.send(event, "job", null, new ServerSentEventConnection.EventCallback() {
            @Override
            public void done(ServerSentEventConnection sender, String data, String type, String id) {
                unsent.decrementAndGet();
            }

            @Override
            public void failed(
                    ServerSentEventConnection sender, String data, String type, String id, IOException failure) {
                IoUtils.safeClose(sender);
            }
        });
    }
}

package fieldlink.jobs.server.http;

import fieldlink.jobs.server.Panel;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.IoUtils;

/**
 * One browser that listens. Events wait for it up to a number, and then it is cut off. Of what a panel shows only the
 * newest waits: who is slow sees less often, and costs no more than one picture.
 */
final class Listener {
    private static final int MOST_UNSENT = 1_000;

    private final ServerSentEventConnection connection;
    private final String owner;
    private final AtomicInteger unsent = new AtomicInteger();
    private final Map<String, String> pictures = new LinkedHashMap<>(); // guarded by this, as all below
    private final List<Panel.Look> looks = new ArrayList<>();
    private boolean showing;
    private boolean gone;

    Listener(ServerSentEventConnection connection, String owner) {
        this.connection = connection;
        this.owner = owner;
        connection.setKeepAliveTime(TimeUnit.SECONDS.toMillis(15));
    }

    String owner() {
        return owner;
    }

    void send(String type, String event) {
        if (unsent.incrementAndGet() > MOST_UNSENT) {
            cutOff();
            return;
        }
        connection.send(event, type, null, new Sent(unsent::decrementAndGet));
    }

    /** @param picture replaces the panel's earlier one if that is not under way yet */
    void show(String panel, String picture) {
        synchronized (this) {
            pictures.put(panel, picture);
        }
        showNext();
    }

    /** To be ended when the browser is gone. */
    void looksAt(Panel.Look look) {
        synchronized (this) {
            if (!gone) {
                looks.add(look);
                return;
            }
        }
        look.close();
    }

    void lookAway() {
        List<Panel.Look> ended;
        synchronized (this) {
            gone = true;
            ended = List.copyOf(looks);
            looks.clear();
            pictures.clear();
        }
        ended.forEach(Panel.Look::close);
    }

    void cutOff() {
        IoUtils.safeClose(connection);
    }

    private void showNext() {
        String picture;
        synchronized (this) {
            if (showing || pictures.isEmpty()) {
                return;
            }
            String panel = pictures.keySet().iterator().next();
            picture = pictures.remove(panel);
            showing = true;
        }
        connection.send(picture, "panel", null, new Sent(() -> {
            synchronized (this) {
                showing = false;
            }
            showNext();
        }));
    }

    private record Sent(Runnable then) implements ServerSentEventConnection.EventCallback {
        @Override
        public void done(ServerSentEventConnection sender, String data, String type, String id) {
            then.run();
        }

        @Override
        public void failed(ServerSentEventConnection sender, String data, String type, String id, IOException failure) {
            IoUtils.safeClose(sender);
        }
    }
}

package fieldlink.powerhub.client;

import fieldlink.powerhub.HubCharacteristic;
import fieldlink.powerhub.HubConnector;
import fieldlink.powerhub.HubException;
import fieldlink.powerhub.HubLink;
import fieldlink.powerhub.WireBytes;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the connection: opens it when something needs it, and gets it back by itself as long as somebody listens to
 * notifications, renewing every subscription, which a hub forgets with the connection.
 */
final class LinkKeeper implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LinkKeeper.class.getName());

    /** What listeners learn about the connection itself. */
    interface Observer {
        /** A connection is up; its subscriptions follow. May read from it. */
        void connected(HubLink link);

        /** Notifications are missing from now on. */
        void lost();

        /** Every subscription is in place again. */
        void resumed();

        void gaveUp(HubException reason);
    }

    private final HubConnector connector;
    private final ClientSettings settings;
    private final ScheduledExecutorService executor;
    private final Observer observer;
    private final Map<HubCharacteristic, Consumer<WireBytes>> subscriptions = new EnumMap<>(HubCharacteristic.class);
    private @Nullable HubLink link;
    private @Nullable Future<?> retry;
    private boolean closed;

    LinkKeeper(HubConnector connector, ClientSettings settings, ScheduledExecutorService executor, Observer observer) {
        this.connector = connector;
        this.settings = settings;
        this.executor = executor;
        this.observer = observer;
    }

    /** The connection, opened when there is none. */
    synchronized HubLink link() {
        if (closed) {
            throw new HubException(HubException.Status.LOST, "this client is closed");
        }
        HubLink current = link;
        return current != null && !current.ended().toCompletableFuture().isDone() ? current : open();
    }

    synchronized void subscribe(HubCharacteristic characteristic, Consumer<WireBytes> listener) {
        HubLink current = link();
        Answers.await(
                current.subscribe(characteristic, listener), settings.answerWithin(), "subscribe to " + characteristic);
        subscriptions.put(characteristic, listener);
    }

    synchronized void unsubscribe(HubCharacteristic characteristic) {
        subscriptions.remove(characteristic);
        HubLink current = link;
        if (current != null && !current.ended().toCompletableFuture().isDone()) {
            Answers.await(
                    current.unsubscribe(characteristic), settings.answerWithin(), "unsubscribe " + characteristic);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        subscriptions.clear();
        if (retry != null) {
            retry.cancel(false);
        }
        if (link != null) {
            link.close();
            link = null;
        }
    }

    private HubLink open() {
        HubLink opened = connect();
        try {
            observer.connected(opened);
            for (Map.Entry<HubCharacteristic, Consumer<WireBytes>> wanted : subscriptions.entrySet()) {
                Answers.await(
                        opened.subscribe(wanted.getKey(), wanted.getValue()),
                        settings.answerWithin(),
                        "subscribe to " + wanted.getKey() + " again");
            }
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
        link = opened;
        opened.ended().thenRunAsync(() -> linkEnded(opened), executor);
        return opened;
    }

    private HubLink connect() {
        CompletionStage<HubLink> connecting = connector.connect();
        try {
            return Answers.await(connecting, settings.connectWithin(), "connect to the hub");
        } catch (HubException e) {
            // A connection that comes too late would keep the hub from everybody else.
            connecting.thenAccept(HubLink::close);
            throw e;
        }
    }

    private void linkEnded(HubLink ended) {
        synchronized (this) {
            if (closed || link != ended) {
                return;
            }
            link = null;
            if (subscriptions.isEmpty()) {
                return;
            }
        }
        observer.lost();
        restore(1);
    }

    private void restore(int attempt) {
        try {
            synchronized (this) {
                if (closed) {
                    return;
                }
                link();
            }
            observer.resumed();
        } catch (HubException e) {
            LOG.log(System.Logger.Level.DEBUG, "attempt {0} to reconnect failed: {1}", attempt, e.getMessage());
            if (attempt < settings.attempts()) {
                retryLater(attempt + 1);
            } else {
                observer.gaveUp(e);
            }
        }
    }

    private synchronized void retryLater(int attempt) {
        if (!closed) {
            retry = executor.schedule(
                    () -> restore(attempt), settings.retryAfter().toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}

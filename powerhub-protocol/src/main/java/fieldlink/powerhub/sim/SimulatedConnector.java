package fieldlink.powerhub.sim;

import fieldlink.powerhub.HubConnector;
import fieldlink.powerhub.HubException;
import fieldlink.powerhub.HubLink;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a simulated hub in this process, one client at a time, as the real one allows. Everything that reaches
 * the hub through here, time included, goes one call after the other, so that threads may share it.
 */
public final class SimulatedConnector implements HubConnector {
    private static final int FIRST_HANDLE = 1;

    private final HubSimulator hub;
    private final Consumer<HubEvent> observer;
    private int mtu;
    private Duration pieceDelay = Duration.ZERO;
    private @Nullable SimulatedLink link;

    /**
     * @param mtu of every connection; 23 when nobody negotiates
     * @param observer also sees everything the hub does
     */
    public SimulatedConnector(HubSimulator hub, int mtu, Consumer<HubEvent> observer) {
        this.hub = hub;
        this.mtu = mtu;
        this.observer = observer;
        hub.listen(this::happened);
    }

    /** For connections from now on. */
    public synchronized void setMtu(int mtu) {
        this.mtu = mtu;
    }

    /** How much of the hub's time passes between the pieces of a long read. */
    public synchronized void setPieceDelay(Duration delay) {
        this.pieceDelay = delay;
    }

    @Override
    public synchronized CompletionStage<HubLink> connect() {
        if (hub.isAsleep()) {
            return unreachable("the simulated hub is asleep");
        }
        if (hub.isConnected()) {
            return unreachable("the simulated hub has a connection already and advertises no more");
        }
        hub.connect(FIRST_HANDLE);
        SimulatedLink connected = new SimulatedLink(this, hub, mtu, pieceDelay);
        link = connected;
        return CompletableFuture.completedStage(connected);
    }

    /** Lets the hub's time pass. */
    public synchronized void advance(Duration time) {
        hub.advance(time);
    }

    /** Breaks the connection, as radio does. */
    public synchronized void dropLink() {
        hub.disconnect();
        linkEnded();
    }

    private void happened(HubEvent event) {
        SimulatedLink current = link;
        if (current != null && event instanceof HubEvent.Notification notification) {
            current.deliver(notification);
        } else if (event instanceof HubEvent.Crashed || event instanceof HubEvent.FellAsleep) {
            linkEnded();
        }
        observer.accept(event);
    }

    private void linkEnded() {
        SimulatedLink ended = link;
        link = null;
        if (ended != null) {
            ended.end();
        }
    }

    private static CompletionStage<HubLink> unreachable(String why) {
        return CompletableFuture.failedStage(new HubException(HubException.Status.UNREACHABLE, why));
    }
}

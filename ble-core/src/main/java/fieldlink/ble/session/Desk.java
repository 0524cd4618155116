package fieldlink.ble.session;

import fieldlink.ble.Advertisement;
import fieldlink.ble.BleException;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.SubscriptionEvent;
import fieldlink.ble.radio.Failure;
import fieldlink.ble.radio.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for what: callers by the number of their request, listeners by theirs. Used on the session's thread only.
 */
final class Desk {
    private final Map<Long, Pending<?>> requests = new HashMap<>();
    private final Map<Long, Pending<Advertisement>> searches = new HashMap<>();
    private final Map<Long, Mailbox<SubscriptionEvent>> subscribers = new HashMap<>();
    private final Map<Long, Listener> listeners = new HashMap<>();
    private final Map<Long, BorrowedLink> links = new HashMap<>();

    private record Listener(ScanFilter filter, Mailbox<ScanEvent> mailbox) {}

    void waitFor(long request, Pending<?> caller) {
        requests.put(request, caller);
    }

    void complete(long request, Outcome outcome) {
        Pending<?> caller = requests.remove(request);
        if (caller == null) {
            throw new IllegalStateException("request " + request + " ended twice, now with " + outcome);
        }
        caller.end(outcome);
    }

    void search(long number, Pending<Advertisement> caller) {
        searches.put(number, caller);
    }

    @Nullable
    Pending<Advertisement> searchEnded(long number) {
        return searches.remove(number);
    }

    void listen(long number, ScanFilter filter, Mailbox<ScanEvent> mailbox) {
        listeners.put(number, new Listener(filter, mailbox));
    }

    void announce(ScanEvent event) {
        for (Listener listener : listeners.values()) {
            if (listener.filter().matches(event.advertisement())) {
                listener.mailbox().offer(event);
            }
        }
    }

    void stopListening(long number) {
        Listener listener = listeners.remove(number);
        if (listener != null) {
            listener.mailbox().close();
        }
    }

    void subscribe(long number, Mailbox<SubscriptionEvent> mailbox) {
        subscribers.put(number, mailbox);
    }

    void publish(long subscription, SubscriptionEvent event) {
        Mailbox<SubscriptionEvent> mailbox = subscribers.get(subscription);
        if (mailbox != null) {
            mailbox.offer(event);
        }
    }

    /** The subscription has got its last event; its listener still gets what is on the way. */
    void subscriptionEnded(long number, BleException cause, Instant at) {
        publish(number, new SubscriptionEvent.Ended(cause, at));
        subscribers.remove(number);
    }

    void lend(long borrow, BorrowedLink link) {
        links.put(borrow, link);
    }

    void takeBack(long borrow) {
        links.remove(borrow);
    }

    void linkGone(long borrow, Failure failure) {
        BorrowedLink link = links.remove(borrow);
        if (link != null) {
            link.gone(failure);
        }
    }

    void endAll(Instant at) {
        List.copyOf(requests.values()).forEach(caller -> caller.fail(SessionCore.closedException()));
        requests.clear();
        searches.values().forEach(caller -> caller.fail(SessionCore.closedException()));
        searches.clear();
        subscribers
                .values()
                .forEach(mailbox -> mailbox.offer(new SubscriptionEvent.Ended(SessionCore.closedException(), at)));
        subscribers.clear();
        listeners.clear();
        Failure over = SessionCore.sessionClosed();
        List.copyOf(links.values()).forEach(link -> link.gone(over));
        links.clear();
    }
}

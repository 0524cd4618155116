package fieldlink.ble;

import java.util.function.Consumer;

/**
 * What a Bluetooth stack offers the session that drives it: the port that radios implement.
 *
 * <p>All methods are called from one thread, the session's, and must return at once. Stages may complete, and events may
 * be delivered, on any thread; the order of what concerns one link, events and completions together, must be kept:
 * above all a {@link RadioEvent.LinkDown} of an earlier connection is never delivered after a later connect of the same
 * link completed. A stage fails with a {@link RadioException} and nothing else. The session has its own deadlines, and
 * gives a call up by what undoes it ({@link RadioLinks#disconnect}, {@link RadioScanner#stopScan}); what the given-up
 * stage does afterwards is ignored. Still, every stage must complete some day.
 *
 * <p>Retries, queueing and recovery are not the radio's business: it does what it is told once and reports truthfully.
 */
public interface Radio extends RadioScanner, RadioLinks, RadioRecovery, AutoCloseable {
    /** For people: {@code bluez}, {@code sim}. */
    String name();

    /**
     * Begins. The events start with what is there: {@link RadioEvent.AdapterAdded} for each adapter and
     * {@link RadioEvent.LinkFound} for each link that exists already. Called once; a stack that is not there yet is not
     * an error but {@link RadioEvent.ServiceDown}, and is picked up when it comes.
     */
    void open(Consumer<RadioEvent> events);

    /** Ends scans and links made through this port and releases everything, in bounded time (about three seconds). */
    @Override
    void close();
}

package fieldlink.jobs.server.panel;

import fieldlink.jobs.JsonText;
import fieldlink.jobs.server.Panel;
import fieldlink.jobs.server.Panel.Outcome;
import fieldlink.jobs.server.json.Arguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lets operators look at panels and act on them. Ordinary deeds share a few threads, and are refused when all of them
 * are busy. Emergencies have threads of their own, so that nothing ordinary can be in their way.
 */
public final class PanelDesk implements AutoCloseable {
    private static final int HANDS = 8;
    private static final long PATIENCE_SECONDS = 30;

    private final Map<String, Panel> panels = new LinkedHashMap<>();
    private final Map<String, Lookout> lookouts = new LinkedHashMap<>();
    private final ExecutorService hands = threads("panel");
    private final ExecutorService emergencyHands = threads("emergency");
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, work -> daemon(work, "panel-look"));

    public PanelDesk(List<Panel> panels) {
        for (Panel panel : panels) {
            String id = panel.outline().id();
            if (this.panels.put(id, panel) != null) {
                throw new IllegalArgumentException("there are two panels called " + id);
            }
            lookouts.put(id, new Lookout(panel, timer));
        }
    }

    public List<Panel.Outline> outlines() {
        return panels.values().stream().map(Panel::outline).toList();
    }

    public Optional<JsonText> snapshot(String id) {
        return Optional.ofNullable(panels.get(id)).map(Panel::snapshot);
    }

    /** Empty when there is no such panel. The looker must not wait: it holds up all others. */
    public Optional<Panel.Look> look(String id, Consumer<JsonText> looker) {
        return Optional.ofNullable(lookouts.get(id)).map(lookout -> lookout.join(looker));
    }

    /** What became of a request to act. */
    public sealed interface Verdict {
        record Acted(Outcome outcome) implements Verdict {}

        record Unknown() implements Verdict {}

        record Unfit(List<String> problems) implements Verdict {
            public Unfit {
                problems = List.copyOf(problems);
            }
        }

        /** All threads are at work already. */
        record Busy() implements Verdict {}
    }

    /** The stage fails with a {@link java.util.concurrent.TimeoutException} when the panel does not answer. */
    public CompletionStage<Verdict> act(String id, Panel.Deed deed) {
        Panel panel = panels.get(id);
        Optional<Panel.Action> found = panel == null
                ? Optional.empty()
                : panel.outline().actions().stream()
                        .filter(action -> action.name().equals(deed.action()))
                        .findFirst();
        if (panel == null || found.isEmpty()) {
            return CompletableFuture.completedFuture(new Verdict.Unknown());
        }
        Arguments arguments =
                Arguments.check(found.get().capability(), deed.args().text());
        if (arguments instanceof Arguments.Unfit unfit) {
            return CompletableFuture.completedFuture(new Verdict.Unfit(unfit.problems()));
        }
        try {
            return CompletableFuture.<Verdict>supplyAsync(
                            () -> new Verdict.Acted(panel.act(deed)),
                            found.get().emergency() ? emergencyHands : hands)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(new Verdict.Busy());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        hands.shutdownNow();
        emergencyHands.shutdownNow();
    }

    private static ExecutorService threads(String role) {
        return new ThreadPoolExecutor(
                0, HANDS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> daemon(work, role));
    }

    private static Thread daemon(Runnable work, String role) {
        Thread thread = new Thread(work, "fieldlink-jobs-" + role);
        thread.setDaemon(true);
        return thread;
    }
}

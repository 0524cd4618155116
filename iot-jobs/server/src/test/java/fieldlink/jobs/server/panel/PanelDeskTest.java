package fieldlink.jobs.server.panel;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.Capability;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Parameter;
import fieldlink.jobs.server.Panel;
import fieldlink.jobs.server.Panel.Deed;
import fieldlink.jobs.server.Panel.Outcome;
import fieldlink.jobs.server.panel.PanelDesk.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PanelDeskTest {
    private final Lamp lamp = new Lamp();
    private final PanelDesk desk = new PanelDesk(List.of(lamp));

    /** A lamp that takes as long to dim as the test likes. */
    private static final class Lamp implements Panel {
        final AtomicInteger snapshots = new AtomicInteger();
        final AtomicInteger level = new AtomicInteger();
        final List<Runnable> watched = new ArrayList<>();
        final CountDownLatch stuck = new CountDownLatch(1);

        @Override
        public Outline outline() {
            Capability dim = new Capability(
                    "dim", null, null, List.of(new Parameter("level", "int", true, null, null)), null, false);
            return new Outline(
                    "lamp",
                    Map.of("en", "Lamp"),
                    "",
                    List.of(Action.of(dim), Action.of(Capability.named("stick")), Action.emergency("off")));
        }

        @Override
        public JsonText snapshot() {
            snapshots.incrementAndGet();
            return JsonText.of("{\"level\":" + level + "}");
        }

        @Override
        public Look look(Runnable changed) {
            watched.add(changed);
            return () -> watched.remove(changed);
        }

        @Override
        public Outcome act(Deed deed) {
            if (deed.action().equals("stick")) {
                try {
                    stuck.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return new Outcome.Done(deed.args());
        }

        void turn(int to) {
            level.set(to);
            watched.forEach(Runnable::run);
        }
    }

    @AfterEach
    void stop() {
        lamp.stuck.countDown();
        desk.close();
    }

    @Test
    void thereIsOneLookForAllWhoLookAndNoneForNobody() throws Exception {
        BlockingQueue<JsonText> ann = new LinkedBlockingQueue<>();
        BlockingQueue<JsonText> ben = new LinkedBlockingQueue<>();
        Panel.Look annLooks = desk.look("lamp", ann::add).orElseThrow();
        Panel.Look benLooks = desk.look("lamp", ben::add).orElseThrow();
        assertThat(lamp.watched).hasSize(1);
        assertThat(ann.poll(5, TimeUnit.SECONDS)).isEqualTo(JsonText.of("{\"level\":0}"));
        assertThat(ben.poll(5, TimeUnit.SECONDS)).isEqualTo(JsonText.of("{\"level\":0}"));
        annLooks.close();
        assertThat(lamp.watched).hasSize(1);
        benLooks.close();
        assertThat(lamp.watched).isEmpty();
    }

    @Test
    void aBurstOfChangesIsFewPicturesAndTheLastOneIsTrue() throws Exception {
        BlockingQueue<JsonText> seen = new LinkedBlockingQueue<>();
        try (Panel.Look look = desk.look("lamp", seen::add).orElseThrow()) {
            assertThat(seen.poll(5, TimeUnit.SECONDS)).isNotNull();
            for (int level = 1; level <= 10_000; level++) {
                lamp.turn(level);
            }
            JsonText last = JsonText.of("{\"level\":10000}");
            JsonText next = seen.poll(5, TimeUnit.SECONDS);
            while (next != null && !next.equals(last)) {
                next = seen.poll(5, TimeUnit.SECONDS);
            }
            assertThat(next).isEqualTo(last);
            assertThat(lamp.snapshots).hasValueLessThan(1_000);
        }
    }

    @Test
    void argumentsThatDoNotFitNeverReachThePanel() {
        assertThat(act("dim", "{\"level\":\"high\"}")).isInstanceOf(Verdict.Unfit.class);
        assertThat(act("dim", "{}")).isInstanceOf(Verdict.Unfit.class);
        assertThat(act("dim", "{\"level\":7}"))
                .isEqualTo(new Verdict.Acted(new Outcome.Done(JsonText.of("{\"level\":7}"))));
        assertThat(act("explode", "{}")).isEqualTo(new Verdict.Unknown());
    }

    @Test
    void anEmergencyIsDoneWhileEverythingElseIsStuck() {
        List<Object> stuck = new ArrayList<>();
        while (!stuck.contains(new Verdict.Busy())) {
            stuck.add(
                    desk.act("lamp", deed("stick", "{}")).toCompletableFuture().getNow(new Verdict.Unknown()));
        }
        assertThat(act("off", "{}")).isInstanceOf(Verdict.Acted.class);
    }

    private Verdict act(String action, String args) {
        return desk.act("lamp", deed(action, args))
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    private static Deed deed(String action, String args) {
        return new Deed(action, JsonText.of(args), "operator:ann");
    }
}

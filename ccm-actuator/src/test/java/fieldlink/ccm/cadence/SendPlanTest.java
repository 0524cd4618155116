package fieldlink.ccm.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ccm.CcmAddress;
import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.CcmType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SendPlanTest {
    private static final long MILLI = 1_000_000;
    /** Close to the overflow, where a comparison of absolute times would go wrong. */
    private static final long START = Long.MAX_VALUE - 5_000 * MILLI;

    private record Sent(long atMillis, String text) {}

    private final SendPlan<CcmTuple, CcmDatum> plan = new SendPlan<>();

    @Test
    void aChangeLeavesThreeTimesAndIsRefreshedEverySecondWhileMoving() {
        put(plan, open("1"), Pace.MOVING, START);
        assertThat(times(run(0, 4_500))).containsExactly(0L, 100L, 200L, 500L, 800L, 1100L, 2100L, 3100L, 4100L);
    }

    @Test
    void anOffIsRefreshedEverySecondForTenSecondsAndThenEveryTen() {
        put(plan, open("0"), Pace.SETTLING, START);
        run(0, 1_100);
        assertThat(times(run(1_110, 41_000)))
                .containsExactly(
                        2100L, 3100L, 4100L, 5100L, 6100L, 7100L, 8100L, 9100L, 10100L, 20100L, 30100L, 40100L);
    }

    /** Row 74 of the engine's acceptance table: no ON after OFF. */
    @Test
    void aStopWithinTheBurstPurgesTheRepeatsOfTheStart() {
        put(plan, open("1"), Pace.MOVING, START);
        List<Sent> sent = new ArrayList<>(run(0, 149));
        put(plan, open("0"), Pace.SETTLING, START + 150 * MILLI);
        sent.addAll(run(150, 600));
        assertThat(sent).extracting(Sent::text).containsExactly("1", "1", "0", "0", "0");
    }

    @Test
    void theSameValueAgainIsNoChangeWithinItsBurstAndANewOneAfterIt() {
        put(plan, open("1"), Pace.MOVING, START);
        run(0, 100);
        assertThat(put(plan, open("1"), Pace.MOVING, START + 150 * MILLI)).isFalse();
        assertThat(times(run(150, 450))).containsExactly(200L);
        assertThat(put(plan, open("1"), Pace.MOVING, START + 450 * MILLI)).isTrue();
        assertThat(times(run(450, 700))).containsExactly(450L, 550L, 650L);
    }

    @Test
    void whatFadesEndsItsBurstAndIsSilent() {
        put(plan, open("0"), Pace.SETTLING, START);
        run(0, 0);
        plan.fade(open("0").tuple());
        assertThat(times(run(10, 5_000))).containsExactly(100L, 200L);
        assertThat(plan.nextDue()).isEmpty();
        put(plan, open("0"), Pace.SETTLING, START + 5_000 * MILLI);
        run(5_000, 5_300);
        plan.fade(open("0").tuple());
        assertThat(run(5_310, 9_000)).isEmpty();
    }

    /** A node with a small buffer, and whoever shares the sender, is better off for it. */
    @Test
    void whatWasSaidToManyAtOnceIsNotRefreshedAtOnce() {
        for (int order = 1; order <= 100; order++) {
            put(plan, datum("VenSdWinrcA", order, "1"), Pace.MOVING, START);
        }
        for (long at = 0; at <= 1_100; at += 100) {
            plan.due(START + at * MILLI, 1_000);
        }
        Map<Long, Integer> inEachTenth = new TreeMap<>();
        for (long at = 1_110; at <= 2_100; at += 10) {
            int sent = plan.due(START + at * MILLI, 1_000).size();
            inEachTenth.merge((at - 1_101) / 100, sent, Integer::sum);
        }
        assertThat(inEachTenth.values()).allMatch(sent -> sent <= 15);
    }

    @Test
    void whatFallsDueTogetherLeavesInTheOrderItWasPut() {
        put(plan, datum("VenSdWinrcA", 2, "0"), Pace.SETTLING, START);
        put(plan, datum("VenSdWinrcA", 1, "1"), Pace.MOVING, START);
        assertThat(run(0, 250)).extracting(Sent::text).containsExactly("0", "1", "0", "1", "0", "1");
    }

    @Test
    void aDroppedTupleIsSilent() {
        put(plan, open("1"), Pace.MOVING, START);
        plan.drop(open("1").tuple());
        assertThat(run(0, 5_000)).isEmpty();
        assertThat(plan.nextDue()).isEmpty();
    }

    @Test
    void aLateCallerSendsOnceAndDoesNotMakeUp() {
        put(plan, open("1"), Pace.MOVING, START);
        assertThat(plan.due(START + 60_000 * MILLI, 10)).hasSize(1);
        assertThat(plan.due(START + 60_050 * MILLI, 10)).isEmpty();
    }

    @Test
    void aForgetfulNodeIsRefreshedThreeTimesWithinItsMemory() {
        assertThat(Cadence.forValidity(Duration.ofMillis(1500)).refresh()).isEqualTo(Duration.ofMillis(500));
        assertThat(Cadence.forValidity(Duration.ofMinutes(3)).refresh()).isEqualTo(Duration.ofSeconds(1));
    }

    private record Change(String text, int pauseMillis) {}

    @Provide
    Arbitrary<List<Change>> changes() {
        return Combinators.combine(
                        Arbitraries.of("0", "1"), Arbitraries.integers().between(0, 4_000))
                .as(Change::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    /** Whatever is commanded when: only the newest value leaves, at once, and no gap while moving is too long. */
    @Property
    void onlyTheNewestValueLeavesAndNeverTooRarely(@ForAll("changes") List<Change> changes) {
        SendPlan<CcmTuple, CcmDatum> fresh = new SendPlan<>();
        long now = 0;
        for (Change change : changes) {
            Pace pace = change.text().equals("1") ? Pace.MOVING : Pace.SETTLING;
            put(fresh, open(change.text()), pace, START + now * MILLI);
            List<Sent> sent = run(fresh, now, now + change.pauseMillis());
            assertThat(sent).allMatch(packet -> packet.text().equals(change.text()));
            List<Long> times = new ArrayList<>(times(sent));
            times.add(now + change.pauseMillis());
            for (int i = 1; i < times.size() && pace == Pace.MOVING; i++) {
                assertThat(times.get(i) - times.get(i - 1)).isLessThanOrEqualTo(1_200);
            }
            now += change.pauseMillis();
        }
    }

    private static boolean put(SendPlan<CcmTuple, CcmDatum> plan, CcmDatum datum, Pace pace, long now) {
        return plan.put(datum.tuple(), datum, pace, Cadence.STANDARD, now);
    }

    private List<Sent> run(long fromMillis, long toMillis) {
        return run(plan, fromMillis, toMillis);
    }

    /** Asks the plan every 10 ms, as a caller with a coarse timer would. */
    private static List<Sent> run(SendPlan<CcmTuple, CcmDatum> plan, long fromMillis, long toMillis) {
        return LongStream.rangeClosed(fromMillis, toMillis)
                .filter(at -> at % 10 == 0 || at == fromMillis)
                .boxed()
                .flatMap(at -> plan.due(START + at * MILLI, 10).stream().map(datum -> new Sent(at, datum.text())))
                .toList();
    }

    private static List<Long> times(List<Sent> sent) {
        return sent.stream().map(Sent::atMillis).toList();
    }

    private static CcmDatum open(String text) {
        return datum("VenSdWinrcA", 1, text);
    }

    private static CcmDatum datum(String type, int order, String text) {
        return new CcmDatum(new CcmType(type), CcmAddress.of(1, 71, order), 10, text);
    }
}

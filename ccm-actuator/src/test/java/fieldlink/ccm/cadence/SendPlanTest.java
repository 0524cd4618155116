package fieldlink.ccm.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ccm.CcmAddress;
import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private final SendPlan plan = new SendPlan(Cadence.STANDARD);

    @Test
    void aChangeLeavesThreeTimesAndIsRefreshedEverySecondWhileMoving() {
        plan.put(open("1"), Pace.MOVING, START);
        assertThat(times(run(0, 4_500))).containsExactly(0L, 100L, 200L, 1200L, 2200L, 3200L, 4200L);
    }

    @Test
    void anOffIsRefreshedEverySecondForTenSecondsAndThenEveryTen() {
        plan.put(open("0"), Pace.SETTLING, START);
        assertThat(times(run(0, 41_000)))
                .containsExactly(
                        0L, 100L, 200L, 1200L, 2200L, 3200L, 4200L, 5200L, 6200L, 7200L, 8200L, 9200L, 10200L, 20200L,
                        30200L, 40200L);
    }

    @Test
    void aRestingValueIsKeptAliveEveryTenSeconds() {
        plan.put(open("30"), Pace.RESTING, START);
        assertThat(times(run(0, 21_000))).containsExactly(0L, 100L, 200L, 10200L, 20200L);
    }

    /** Row 74 of the engine's acceptance table: no ON after OFF. */
    @Test
    void aStopWithinTheBurstPurgesTheRepeatsOfTheStart() {
        plan.put(open("1"), Pace.MOVING, START);
        List<Sent> sent = new ArrayList<>(run(0, 149));
        plan.put(open("0"), Pace.SETTLING, START + 150 * MILLI);
        sent.addAll(run(150, 1_000));
        assertThat(sent).extracting(Sent::text).containsExactly("1", "1", "0", "0", "0");
    }

    @Test
    void theSameValueAgainIsNoChangeAndAnotherPaceIs() {
        plan.put(open("1"), Pace.MOVING, START);
        run(0, 500);
        plan.put(open("1"), Pace.MOVING, START + 500 * MILLI);
        assertThat(times(run(500, 1_300))).containsExactly(1200L);
        plan.put(open("1"), Pace.RESTING, START + 1_300 * MILLI);
        assertThat(times(run(1_300, 2_000))).containsExactly(1300L, 1400L, 1500L);
    }

    @Test
    void whatFallsDueTogetherLeavesInTheOrderItWasPut() {
        plan.put(datum("VenSdWinrcA", 2, "0"), Pace.SETTLING, START);
        plan.put(datum("VenSdWinrcA", 1, "1"), Pace.MOVING, START);
        assertThat(run(0, 250)).extracting(Sent::text).containsExactly("0", "1", "0", "1", "0", "1");
    }

    @Test
    void aDroppedTupleIsSilent() {
        plan.put(open("1"), Pace.MOVING, START);
        plan.drop(open("1").tuple());
        assertThat(run(0, 5_000)).isEmpty();
        assertThat(plan.nextDue()).isEmpty();
    }

    @Test
    void aLateCallerSendsOnceAndDoesNotMakeUp() {
        plan.put(open("1"), Pace.MOVING, START);
        assertThat(plan.due(START + 60_000 * MILLI)).hasSize(1);
        assertThat(plan.due(START + 60_050 * MILLI)).isEmpty();
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
        SendPlan fresh = new SendPlan(Cadence.STANDARD);
        long now = 0;
        for (Change change : changes) {
            Pace pace = change.text().equals("1") ? Pace.MOVING : Pace.SETTLING;
            fresh.put(open(change.text()), pace, START + now * MILLI);
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

    private List<Sent> run(long fromMillis, long toMillis) {
        return run(plan, fromMillis, toMillis);
    }

    /** Asks the plan every 10 ms, as a caller with a coarse timer would. */
    private static List<Sent> run(SendPlan plan, long fromMillis, long toMillis) {
        return LongStream.rangeClosed(fromMillis, toMillis)
                .filter(at -> at % 10 == 0 || at == fromMillis)
                .boxed()
                .flatMap(at -> plan.due(START + at * MILLI).stream().map(datum -> new Sent(at, datum.text())))
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

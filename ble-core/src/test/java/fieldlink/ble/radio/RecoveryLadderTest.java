package fieldlink.ble.radio;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.RecoveryStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecoveryLadderTest {
    private static final Set<RecoveryStep> ALL = Set.of(RecoveryStep.values());

    private RecoveryLadder ladder = RecoveryLadder.FOOT;

    @Test
    void twoFaultsAreChanceThreeAreAPowerCycle() {
        assertThat(faults(2, 0, ALL)).isEmpty();
        assertThat(faults(1, 0, ALL)).containsExactly(RecoveryStep.POWER_CYCLE);
    }

    @Test
    void aSuccessBetweenStartsTheCountAgain() {
        faults(2, 0, ALL);
        ladder = ladder.succeeded();

        assertThat(faults(2, 1, ALL)).isEmpty();
    }

    @Test
    void whatAPowerCycleDoesNotCureIsResetAndThenTheServiceIsRestarted() {
        assertThat(faults(7, 0, ALL))
                .containsExactly(RecoveryStep.POWER_CYCLE, RecoveryStep.RESET_ADAPTER, RecoveryStep.RESTART_SERVICE);
    }

    @Test
    void aboveTheLastRungAPersonIsNeeded() {
        faults(7, 0, ALL);
        assertThat(ladder.needsHelp()).isFalse();

        ladder = ladder.climb(Duration.ofSeconds(1), ALL).next();

        assertThat(ladder.needsHelp()).isTrue();
        assertThat(ladder.succeeded().needsHelp()).isFalse();
    }

    @Test
    void aStepThatIsNotAllowedIsSkipped() {
        assertThat(faults(5, 0, Set.of(RecoveryStep.POWER_CYCLE, RecoveryStep.RESTART_SERVICE)))
                .containsExactly(RecoveryStep.POWER_CYCLE, RecoveryStep.RESTART_SERVICE);
    }

    @Test
    void theSameStepIsNotTakenAgainWhileItCools() {
        faults(3, 0, ALL);
        ladder = ladder.succeeded();

        assertThat(faults(3, 29, ALL)).isEmpty();
        assertThat(faults(1, 30, ALL)).containsExactly(RecoveryStep.POWER_CYCLE);
    }

    @Test
    void aStepThatUsedUpItsBudgetGivesWayToTheNext() {
        for (int i = 0; i < 6; i++) {
            assertThat(faults(3, i * 60, ALL)).containsExactly(RecoveryStep.POWER_CYCLE);
            ladder = ladder.succeeded();
        }

        assertThat(faults(3, 400, ALL)).containsExactly(RecoveryStep.RESET_ADAPTER);
        ladder = ladder.succeeded();
        assertThat(faults(3, 4000, ALL))
                .as("an hour later the budget is there again")
                .containsExactly(RecoveryStep.POWER_CYCLE);
    }

    @Property
    void noStepIsEverTakenMoreOftenThanItsBudgetOrWhileItCools(
            @ForAll @Size(max = 300) List<@IntRange(max = 40) Integer> pauses) {
        RecoveryLadder climbing = RecoveryLadder.FOOT;
        List<RecoveryLadder.Taken> taken = new ArrayList<>();
        Duration now = Duration.ZERO;
        for (int pause : pauses) {
            now = now.plusSeconds(pause);
            RecoveryLadder.Verdict verdict = pause % 7 == 0
                    ? new RecoveryLadder.Verdict(climbing.succeeded(), null)
                    : climbing.faulted(now, ALL);
            climbing = verdict.next();
            Duration at = now;
            verdict.step().ifPresent(step -> taken.add(new RecoveryLadder.Taken(step, at)));
        }
        for (RecoveryLadder.Rung rung : RecoveryLadder.RUNGS) {
            List<Duration> times = taken.stream()
                    .filter(one -> one.step() == rung.step())
                    .map(RecoveryLadder.Taken::at)
                    .toList();
            for (int i = 0; i < times.size(); i++) {
                Duration begin = times.get(i);
                assertThat(times.stream()
                                .filter(time -> time.compareTo(begin) >= 0
                                        && time.minus(begin).compareTo(Duration.ofHours(1)) < 0))
                        .hasSizeLessThanOrEqualTo(rung.perHour());
                if (i > 0) {
                    assertThat(begin.minus(times.get(i - 1))).isGreaterThanOrEqualTo(rung.coolDown());
                }
            }
        }
    }

    private List<RecoveryStep> faults(int times, int atSecond, Set<RecoveryStep> allowed) {
        List<RecoveryStep> steps = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            RecoveryLadder.Verdict verdict = ladder.faulted(Duration.ofSeconds(atSecond), allowed);
            ladder = verdict.next();
            verdict.step().ifPresent(steps::add);
        }
        return steps;
    }
}

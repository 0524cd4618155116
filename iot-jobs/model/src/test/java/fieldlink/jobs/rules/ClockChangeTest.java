package fieldlink.jobs.rules;

import static fieldlink.jobs.rules.Given.NOON;
import static fieldlink.jobs.rules.Given.leased;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.Cancellation;
import fieldlink.jobs.Course;
import fieldlink.jobs.Delivery;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobState;
import fieldlink.jobs.Lease;
import fieldlink.jobs.Retry;
import fieldlink.jobs.Terms;
import fieldlink.jobs.Window;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours forward and back: what is a duration begins anew, what is a time of day stays. */
class ClockChangeTest {
    /** What the clock would show, a minute after everything here began. */
    private static final Instant BEFORE = NOON.plusSeconds(60);

    @ParameterizedTest
    @ValueSource(ints = {-30, -3, 3, 30, 24 * 365 * 70})
    void aLeaseAndItsLimitBeginAnew(int hours) {
        Instant now = BEFORE.plus(Duration.ofHours(hours));
        Job job = leased(Given.repeatable(3));
        Job kept = ClockChange.applied(job, BEFORE, now).orElseThrow();
        assertThat(kept.state()).isEqualTo(JobState.LEASED);
        assertThat(kept.course().attempts()).isEqualTo(1);
        assertThat(kept.lease()).contains(new Lease("lease-1", now.plus(Terms.DEFAULT_LEASE)));
        assertThat(kept.deadline()).contains(now.plus(Terms.DEFAULT_LEASE));
        assertThat(ClockChange.applied(kept, BEFORE, now))
                .as("another server did the same")
                .hasValueSatisfying(again -> assertThat(again.deadline()).isEqualTo(kept.deadline()));
    }

    @ParameterizedTest
    @ValueSource(ints = {-3, 3})
    void aCancellationStillWaitsForTheDevice(int hours) {
        Instant now = BEFORE.plus(Duration.ofHours(hours));
        Cancellation asked = Cancelling.cancel(leased(Given.once()), Cancelling.Reach.IN_FLIGHT, NOON);
        Job kept = ClockChange.applied(((Cancellation.Requested) asked).job(), BEFORE, now)
                .orElseThrow();
        assertThat(kept.isCancelRequested()).isTrue();
        assertThat(kept.deadline()).contains(now.plus(Job.CANCEL_GRACE));
    }

    @ParameterizedTest
    @ValueSource(ints = {-3, 3, 24 * 30})
    void aJobOfUnknownOutcomeStillWaitsForAPerson(int hours) {
        Instant now = BEFORE.plus(Duration.ofHours(hours));
        Job unknown = Leasing.lost(leased(Given.once()), NOON);
        Job kept = ClockChange.applied(unknown, BEFORE, now).orElseThrow();
        assertThat(kept.state()).isEqualTo(JobState.NEEDS_ATTENTION);
        assertThat(kept.deadline()).contains(now.plus(Job.ATTENTION));
    }

    @ParameterizedTest
    @ValueSource(ints = {-3, 3})
    void aRestBetweenAttemptsIsNotCutShortNorDrawnOut(int hours) {
        Instant now = BEFORE.plus(Duration.ofHours(hours));
        Job failed = Settling.again(leased(Given.repeatable(3)), Duration.ofMinutes(5), Course.Notes.NONE, NOON);
        Job kept = ClockChange.applied(failed, BEFORE, now).orElseThrow();
        assertThat(kept.times().readyAt()).isEqualTo(now.plus(Retry.NEVER.pause()));
    }

    @ParameterizedTest
    @ValueSource(ints = {-30, -3})
    void whatWasReadyIsReadyByAClockThatWasPutBack(int hours) {
        Instant now = BEFORE.plus(Duration.ofHours(hours));
        Job kept = ClockChange.applied(Given.once(), BEFORE, now).orElseThrow();
        assertThat(kept.isReady(now)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-3, 3})
    void aTimeOfDayStaysWhatItIs(int hours) {
        Instant now = BEFORE.plus(Duration.ofHours(hours));
        Window tonight = new Window(NOON.plus(Duration.ofHours(10)), NOON.plus(Duration.ofHours(12)));
        Job held = Given.queued(Terms.standard(Delivery.AT_MOST_ONCE).within(tonight));
        assertThat(ClockChange.applied(held, BEFORE, now)).isEmpty();
    }
}

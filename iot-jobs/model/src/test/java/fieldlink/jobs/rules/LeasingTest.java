package fieldlink.jobs.rules;

import static fieldlink.jobs.rules.Given.NOON;
import static fieldlink.jobs.rules.Given.leased;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.Cancellation;
import fieldlink.jobs.Cause;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobState;
import fieldlink.jobs.Progress;
import fieldlink.jobs.Retry;
import fieldlink.jobs.Terms;
import fieldlink.jobs.Window;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeasingTest {
    private static final Instant SILENT = NOON.plus(Terms.DEFAULT_LEASE);
    private static final Progress HALF = new Progress(50, "half way");

    @Test
    void aLeaseThatRunsOutOnAnActuatorAsksForAPerson() {
        Job job = Leasing.expire(leased(Given.once()), SILENT).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.NEEDS_ATTENTION);
        assertThat(job.cause()).contains(Cause.OUTCOME_UNKNOWN);
    }

    @Test
    void aJobOfUnknownOutcomeIsGivenUpInTheEnd() {
        Job unknown = Leasing.expire(leased(Given.once()), SILENT).orElseThrow();
        Job dead = Leasing.expire(unknown, SILENT.plus(Job.ATTENTION)).orElseThrow();
        assertThat(dead.state()).isEqualTo(JobState.DEAD);
        assertThat(dead.cause()).contains(Cause.UNATTENDED);
    }

    @Test
    void aLeaseThatRunsOutOnAHarmlessJobPutsItBackAfterARest() {
        Job job = Leasing.expire(leased(Given.repeatable(2)), SILENT).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        assertThat(job.isReady(SILENT)).isFalse();
        assertThat(job.isReady(SILENT.plus(Retry.NEVER.pause()))).isTrue();
    }

    @Test
    void theLastAttemptThatIsLostEndsAJob() {
        Job job = Leasing.expire(leased(Given.repeatable(1)), SILENT).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.DEAD);
        assertThat(job.cause()).contains(Cause.OUT_OF_ATTEMPTS);
    }

    @Test
    void nothingIsDueBeforeTheLeaseRunsOut() {
        assertThat(Leasing.expire(leased(Given.once()), SILENT.minusMillis(1))).isEmpty();
    }

    @Test
    void aSignOfLifeExtendsTheLeaseAndSaysHowFarItIs() {
        Instant later = NOON.plusSeconds(200);
        Job job =
                Leasing.heartbeat(leased(Given.once()), "lease-1", HALF, later).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        assertThat(job.progress()).contains(HALF);
        assertThat(job.deadline()).contains(later.plus(Terms.DEFAULT_LEASE));
    }

    @Test
    void aSignOfLifeOfAnEarlierAttemptIsToldToStop() {
        Job second = leased(Leasing.expire(leased(Given.repeatable(2)), SILENT).orElseThrow());
        assertThat(Leasing.heartbeat(second, "lease-1", HALF, NOON)).isEmpty();
    }

    @Test
    void aLateSignOfLifeTakesBackTheDoubtAboutTheOutcome() {
        Job unknown = Leasing.expire(leased(Given.once()), SILENT).orElseThrow();
        assertThat(Leasing.heartbeat(unknown, "lease-1", HALF, SILENT)
                        .orElseThrow()
                        .state())
                .isEqualTo(JobState.RUNNING);
    }

    @Test
    void signsOfLifeDoNotHelpBeyondTheLimit() {
        Instant limit = NOON.plus(Terms.DEFAULT_LIMIT);
        Job busy = Leasing.heartbeat(leased(Given.repeatable(3)), null, HALF, limit.minusSeconds(1))
                .orElseThrow();
        Job over = Leasing.expire(busy, limit).orElseThrow();
        assertThat(over.state()).isEqualTo(JobState.TIMED_OUT);
        assertThat(over.cause()).contains(Cause.OVERDUE);
    }

    @Test
    void aQueuedJobTimesOutWhenItsWindowCloses() {
        Window minute = new Window(null, NOON.plusSeconds(60));
        Job job = Given.queued(Given.once().terms().within(minute));
        assertThat(Leasing.expire(job, NOON.plusSeconds(60)).orElseThrow().state())
                .isEqualTo(JobState.TIMED_OUT);
    }

    @Test
    void aCancellationThatTheDeviceDoesNotConfirmTakesHoldWhenItsGraceIsOver() {
        Job asked = ((Cancellation.Requested)
                        Cancelling.cancel(leased(Given.repeatable(3)), Cancelling.Reach.IN_FLIGHT, NOON))
                .job();
        Job over = Leasing.expire(asked, NOON.plus(Job.CANCEL_GRACE)).orElseThrow();
        assertThat(over.state()).isEqualTo(JobState.CANCELLED);
        assertThat(over.cause()).contains(Cause.CANCEL_UNCONFIRMED);
    }

    @Test
    void anAnswerThatCouldNotBeSentDoesNotCountAsAnAttempt() {
        Job back = Leasing.undelivered(leased(Given.once()), NOON);
        assertThat(back.state()).isEqualTo(JobState.QUEUED);
        assertThat(back.course().attempts()).isZero();
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        Retry retry = new Retry(20, Duration.ofSeconds(2), Duration.ofSeconds(10));
        assertThat(retry.pauseAfter(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(retry.pauseAfter(2)).isEqualTo(Duration.ofSeconds(4));
        assertThat(retry.pauseAfter(4)).isEqualTo(Duration.ofSeconds(10));
        assertThat(retry.pauseAfter(1_000)).isEqualTo(Duration.ofSeconds(10));
    }
}

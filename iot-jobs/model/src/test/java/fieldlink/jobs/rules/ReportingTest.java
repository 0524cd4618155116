package fieldlink.jobs.rules;

import static fieldlink.jobs.rules.Given.BROKEN;
import static fieldlink.jobs.rules.Given.NOON;
import static fieldlink.jobs.rules.Given.OK;
import static fieldlink.jobs.rules.Given.leased;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.Cancellation;
import fieldlink.jobs.Cause;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobState;
import fieldlink.jobs.Report;
import fieldlink.jobs.Terms;
import org.junit.jupiter.api.Test;

class ReportingTest {
    @Test
    void theFirstResultStandsAndAnotherChangesNothing() {
        Job done = applied(leased(Given.once()), "lease-1");
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(Reporting.report(done, "lease-1", BROKEN, NOON)).isEqualTo(new Report.Duplicate(done));
    }

    @Test
    void aResultForACancelledJobIsThankedForAndNotApplied() {
        Job cancelled =
                ((Cancellation.Cancelled) Cancelling.cancel(Given.once(), Cancelling.Reach.QUEUED_ONLY, NOON)).job();
        assertThat(Reporting.report(cancelled, null, OK, NOON)).isEqualTo(new Report.Duplicate(cancelled));
    }

    @Test
    void aFailureOfAnActuatorIsFinal() {
        Job failed = ((Report.Applied) Reporting.report(leased(Given.once()), null, BROKEN, NOON)).job();
        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.result()).contains(BROKEN);
    }

    @Test
    void aFailureOfAHarmlessJobIsTriedAgainUntilItsAttemptsAreUsedUp() {
        Job once = ((Report.Applied) Reporting.report(leased(Given.repeatable(2)), null, BROKEN, NOON)).job();
        assertThat(once.state()).isEqualTo(JobState.QUEUED);
        Job twice = ((Report.Applied) Reporting.report(leased(once), null, BROKEN, NOON)).job();
        assertThat(twice.state()).isEqualTo(JobState.DEAD);
        assertThat(twice.cause()).contains(Cause.OUT_OF_ATTEMPTS);
    }

    @Test
    void aResultOfAnAttemptThatWasReplacedDoesNotCount() {
        Job lost = Leasing.expire(leased(Given.repeatable(2)), NOON.plus(Terms.DEFAULT_LEASE))
                .orElseThrow();
        Job second = leased(lost);
        assertThat(Reporting.report(second, "lease-1", OK, NOON)).isEqualTo(new Report.Stale(second));
    }

    @Test
    void aLateResultCountsWhileNobodyElseIsAtWork() {
        Job lost = Leasing.expire(leased(Given.repeatable(2)), NOON.plus(Terms.DEFAULT_LEASE))
                .orElseThrow();
        assertThat(applied(lost, "lease-1").state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aLateResultSettlesAnUnknownOutcome() {
        Job unknown = Leasing.expire(leased(Given.once()), NOON.plus(Terms.DEFAULT_LEASE))
                .orElseThrow();
        assertThat(applied(unknown, null).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aDeviceThatStopsWhenAskedHasCancelledTheJob() {
        Job asked = ((Cancellation.Requested)
                        Cancelling.cancel(leased(Given.repeatable(3)), Cancelling.Reach.IN_FLIGHT, NOON))
                .job();
        Job stopped = ((Report.Applied) Reporting.report(asked, null, BROKEN, NOON)).job();
        assertThat(stopped.state()).isEqualTo(JobState.CANCELLED);
        assertThat(applied(asked, null).state())
                .as("it was done before the device saw the request")
                .isEqualTo(JobState.SUCCEEDED);
    }

    private static Job applied(Job job, String leaseId) {
        return ((Report.Applied) Reporting.report(job, leaseId, OK, NOON)).job();
    }
}

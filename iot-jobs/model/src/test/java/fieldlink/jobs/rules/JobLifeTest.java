package fieldlink.jobs.rules;

import static fieldlink.jobs.rules.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.Cancellation;
import fieldlink.jobs.Delivery;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobState;
import fieldlink.jobs.Progress;
import fieldlink.jobs.Report;
import fieldlink.jobs.Retry;
import fieldlink.jobs.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever happens in whatever order, a job keeps its promises. */
class JobLifeTest {
    enum Event {
        LEASE,
        UNDELIVERED,
        HEARTBEAT,
        SUCCEED,
        FAIL,
        CANCEL_QUEUED,
        CANCEL,
        TIME_PASSES,
        LOST
    }

    @Property
    void settledJobsNeverChangeAndVersionsCountTheChanges(
            @ForAll @Size(max = 30) List<Event> events,
            @ForAll Delivery delivery,
            @ForAll @IntRange(min = 1, max = 4) int attempts) {
        Job job = start(delivery, attempts);
        Instant now = NOON;
        for (Event event : events) {
            now = now.plusSeconds(120);
            Job next = after(job, event, now);
            if (job.state().isSettled()) {
                assertThat(next).isSameAs(job);
            }
            assertThat(next.version()).isEqualTo(next == job ? job.version() : job.version() + 1);
            job = next;
        }
    }

    @Property
    void aJobIsHandedOutNoMoreOftenThanItsTermsAllow(
            @ForAll @Size(max = 30) List<Event> events,
            @ForAll Delivery delivery,
            @ForAll @IntRange(min = 1, max = 4) int attempts) {
        Job job = start(delivery, attempts);
        Instant now = NOON;
        for (Event event : events) {
            now = now.plusSeconds(120);
            job = after(job, event, now);
            int most = delivery == Delivery.AT_MOST_ONCE ? 1 : attempts;
            assertThat(job.course().attempts()).isBetween(0, most);
        }
    }

    @Property
    void everythingThatADeviceHasOrHadEndsByItself(
            @ForAll @Size(max = 30) List<Event> events,
            @ForAll Delivery delivery,
            @ForAll @IntRange(min = 1, max = 4) int attempts) {
        Job job = start(delivery, attempts);
        Instant now = NOON;
        for (Event event : events) {
            now = now.plusSeconds(120);
            job = after(job, event, now);
        }
        for (int patience = 0; patience < 12 && job.deadline().isPresent(); patience++) {
            now = now.plus(Duration.ofDays(8));
            job = Leasing.expire(job, now).orElse(job);
        }
        assertThat(job.state()).matches(state -> state.isSettled() || state == JobState.QUEUED);
    }

    private static Job start(Delivery delivery, int attempts) {
        Terms terms = Terms.standard(delivery);
        return Given.queued(delivery == Delivery.AT_MOST_ONCE ? terms : terms.retrying(Retry.times(attempts)));
    }

    private static Job after(Job job, Event event, Instant now) {
        return switch (event) {
            case LEASE -> job.isReady(now) ? Leasing.lease(job, "lease-" + now, now) : job;
            case UNDELIVERED -> job.state() == JobState.LEASED ? Leasing.undelivered(job, now) : job;
            case HEARTBEAT ->
                Leasing.heartbeat(job, null, new Progress(1, null), now).orElse(job);
            case SUCCEED -> reported(Reporting.report(job, null, Given.OK, now), job);
            case FAIL -> reported(Reporting.report(job, null, Given.BROKEN, now), job);
            case CANCEL_QUEUED -> cancelled(Cancelling.cancel(job, Cancelling.Reach.QUEUED_ONLY, now), job);
            case CANCEL -> cancelled(Cancelling.cancel(job, Cancelling.Reach.IN_FLIGHT, now), job);
            case TIME_PASSES -> Leasing.expire(job, now).orElse(job);
            case LOST -> job.state().isInFlight() ? Leasing.lost(job, now) : job;
        };
    }

    private static Job reported(Report report, Job job) {
        return report instanceof Report.Applied applied ? applied.job() : job;
    }

    private static Job cancelled(Cancellation cancellation, Job job) {
        if (cancellation instanceof Cancellation.Cancelled cancelled) {
            return cancelled.job();
        }
        return cancellation instanceof Cancellation.Requested requested ? requested.job() : job;
    }
}

package fieldlink.jobs.rules;

import static fieldlink.jobs.rules.Given.DEVICE;
import static fieldlink.jobs.rules.Given.NOON;
import static fieldlink.jobs.rules.Given.PICO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fieldlink.jobs.Cause;
import fieldlink.jobs.Command;
import fieldlink.jobs.Delivery;
import fieldlink.jobs.DeviceLimits;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobRequest;
import fieldlink.jobs.JobState;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Rejection;
import fieldlink.jobs.Retry;
import fieldlink.jobs.Submission;
import fieldlink.jobs.Terms;
import fieldlink.jobs.Window;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final JobRequest LED = JobRequest.of(PICO, Command.named("led"));

    @Test
    void aCapabilityThatDoesNotPromiseToBeHarmlessIsDeliveredAtMostOnce() {
        assertThat(accepted(LED).terms().delivery()).isEqualTo(Delivery.AT_MOST_ONCE);
        assertThat(accepted(JobRequest.of(PICO, Command.named("temp"))).terms().delivery())
                .isEqualTo(Delivery.AT_LEAST_ONCE);
    }

    @Test
    void atMostOnceAndSeveralAttemptsContradictEachOther() {
        assertThatThrownBy(() -> Terms.standard(Delivery.AT_MOST_ONCE).retrying(Retry.times(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most once");
    }

    @Test
    void aCommandThatTheDeviceDoesNotKnowIsRefused() {
        assertThat(refusal(JobRequest.of(PICO, Command.named("fly")), 0))
                .isEqualTo(new Rejection.UnsupportedCommand(PICO, "fly"));
    }

    @Test
    void aFullQueueRefusesAndSaysWhenToComeBack() {
        var small = DEVICE.with(new DeviceLimits(1, 2));
        var submission = Admission.submit(LED, JobId.of("j"), small, 2, Optional.empty(), NOON);
        assertThat(submission)
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        refused -> assertThat(refused.rejection())
                                .isInstanceOfSatisfying(Rejection.QueueFull.class, full -> {
                                    assertThat(full.limit()).isEqualTo(2);
                                    assertThat(full.retryAfter()).isPositive();
                                }));
    }

    @Test
    void aJobThatIsOverBeforeItBeginsIsRefused() {
        Terms expired = Terms.standard(Delivery.AT_MOST_ONCE).within(new Window(null, NOON));
        assertThat(refusal(LED.under(expired), 0)).isEqualTo(new Rejection.AlreadyExpired(NOON));
    }

    @Test
    void theSameKeyWithTheSameCommandIsTheFirstJob() {
        Job first = Given.once();
        assertThat(Admission.submit(LED.keyed("k"), JobId.of("j2"), DEVICE, 0, Optional.of(first), NOON))
                .isEqualTo(new Submission.Repeated(first));
    }

    @Test
    void theSameKeyWithAnotherCommandIsRefused() {
        JobRequest other = JobRequest.of(PICO, new Command("led", JsonText.of("{\"times\":9}")))
                .keyed("k");
        assertThat(Admission.submit(other, JobId.of("j2"), DEVICE, 0, Optional.of(Given.once()), NOON))
                .isEqualTo(new Submission.Refused(new Rejection.KeyReused("k", JobId.of("j1"))));
    }

    @Test
    void aJobIsHeldUntilItsWindowOpens() {
        Job job = accepted(
                LED.under(Terms.standard(Delivery.AT_MOST_ONCE).within(new Window(NOON.plusSeconds(60), null))));
        assertThat(job.isReady(NOON.plusSeconds(59))).isFalse();
        assertThat(job.isReady(NOON.plusSeconds(60))).isTrue();
    }

    @Test
    void aRepeatedJobIsANewOneThatNamesItsOriginal() {
        Job failed = Cancelling.withdraw(Given.once(), Cause.DEVICE_REMOVED, NOON);
        Job again = Admission.repeat(failed, JobId.of("j2"), NOON);
        assertThat(again.state()).isEqualTo(JobState.QUEUED);
        assertThat(again.command()).isEqualTo(failed.command());
        assertThat(again.origin().requeuedFrom()).isEqualTo(failed.id());
    }

    private static Job accepted(JobRequest request) {
        return ((Submission.Accepted) Admission.submit(request, JobId.of("j"), DEVICE, 0, Optional.empty(), NOON))
                .job();
    }

    private static Rejection refusal(JobRequest request, int queued) {
        return ((Submission.Refused) Admission.submit(request, JobId.of("j"), DEVICE, queued, Optional.empty(), NOON))
                .rejection();
    }
}

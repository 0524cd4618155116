package fieldlink.jobs.rules;

import static fieldlink.jobs.rules.Given.DEVICE;
import static fieldlink.jobs.rules.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.Approval;
import fieldlink.jobs.Batch;
import fieldlink.jobs.BatchId;
import fieldlink.jobs.Capability;
import fieldlink.jobs.Command;
import fieldlink.jobs.Delivery;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.JobState;
import fieldlink.jobs.Terms;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchRulesTest {
    @Test
    void targetsAreTheApprovedDevicesThatCanDoIt() {
        Device tagged = device("a", "led").tagged(Set.of("roof"));
        Device revoked = device("b", "led").with(Approval.REVOKED);
        Device silent = Device.approved(DeviceId.of("c"), List.of(), NOON);
        assertThat(BatchRules.targets(List.of(tagged, revoked, silent, DEVICE), null, "led"))
                .containsExactly(tagged.id(), DEVICE.id());
        assertThat(BatchRules.targets(List.of(tagged, DEVICE), "roof", "led")).containsExactly(tagged.id());
    }

    @Test
    void noMoreThanAllowedAreLetOutAtATime() {
        Batch batch = batch(5, 2, 50);
        assertThat(BatchRules.room(batch)).isEqualTo(2);
        Batch full = BatchRules.released(BatchRules.released(batch, true), true);
        assertThat(BatchRules.room(full)).isZero();
        assertThat(BatchRules.room(BatchRules.settled(full, JobState.SUCCEEDED)))
                .isEqualTo(1);
    }

    @Test
    void tooManyFailuresStopIt() {
        Batch batch = batch(10, 4, 50);
        for (int i = 0; i < 4; i++) {
            batch = BatchRules.released(batch, true);
        }
        batch = BatchRules.settled(batch, JobState.SUCCEEDED);
        batch = BatchRules.settled(batch, JobState.SUCCEEDED);
        assertThat(batch.state()).isEqualTo(Batch.State.RUNNING);
        batch = BatchRules.settled(batch, JobState.FAILED);
        batch = BatchRules.settled(batch, JobState.TIMED_OUT);
        assertThat(batch.state()).isEqualTo(Batch.State.ABORTED);
        assertThat(BatchRules.room(batch)).isZero();
        assertThat(batch.waiting()).as("whom it never reached stays on record").hasSize(6);
    }

    @Test
    void itIsFinishedWhenEveryoneAnswered() {
        Batch batch = BatchRules.released(BatchRules.released(batch(2, 2, 100), true), false);
        batch = BatchRules.settled(batch, JobState.FAILED);
        assertThat(batch.state()).isEqualTo(Batch.State.FINISHED);
        assertThat(batch.tally()).isEqualTo(new Batch.Tally(2, 0, 0, 1, 1));
    }

    private static Batch batch(int targets, int maxInFlight, int abortPercent) {
        List<DeviceId> ids =
                IntStream.range(0, targets).mapToObj(i -> DeviceId.of("d" + i)).toList();
        Batch.Order order = new Batch.Order(
                Command.named("led"), Terms.standard(Delivery.AT_MOST_ONCE), maxInFlight, abortPercent, 3);
        return BatchRules.open(BatchId.of("b"), order, ids, NOON);
    }

    private static Device device(String id, String capability) {
        return Device.approved(DeviceId.of(id), List.of(Capability.named(capability)), NOON);
    }
}

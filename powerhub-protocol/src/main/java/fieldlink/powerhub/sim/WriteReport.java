package fieldlink.powerhub.sim;

import fieldlink.powerhub.AttError;
import fieldlink.powerhub.WireBytes;
import java.util.List;
import java.util.OptionalInt;

/**
 * What became of a write.
 *
 * @param status the ATT status, 0 for success; empty when the hub went to sleep instead of answering
 * @param accepted the commands that were queued, also when the write as a whole was refused: they run all the same
 */
public record WriteReport(OptionalInt status, List<WireBytes> accepted) {
    static final WriteReport UNANSWERED = new WriteReport(OptionalInt.empty(), List.of());

    public WriteReport {
        accepted = List.copyOf(accepted);
    }

    static WriteReport of(int status) {
        return new WriteReport(OptionalInt.of(status), List.of());
    }

    static WriteReport of(AttError error) {
        return of(error.code());
    }

    public boolean isSuccess() {
        return status.isPresent() && status.getAsInt() == Att.SUCCESS;
    }
}

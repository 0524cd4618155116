package fieldlink.jobs;

import java.time.Instant;
import java.util.List;

/**
 * One command for many devices, let out a few at a time and stopped when too many fail.
 *
 * @param waiting devices whose job is not submitted yet, in order
 */
public record Batch(BatchId id, Order order, State state, List<DeviceId> waiting, Tally tally, Instant createdAt) {
    public enum State {
        RUNNING,
        FINISHED,
        /** Too many failed, or an operator stopped it: nothing more is submitted. */
        ABORTED
    }

    /**
     * @param maxInFlight jobs of this batch that are not settled, at most
     * @param abortPercent failures among the settled jobs at which the batch is stopped; 100 never stops it
     * @param abortAfter settled jobs before the percentage is looked at
     */
    public record Order(Command command, Terms terms, int maxInFlight, int abortPercent, int abortAfter) {
        public Order {
            if (maxInFlight < 1 || abortPercent < 1 || abortPercent > 100 || abortAfter < 1) {
                throw new IllegalArgumentException("a batch has 1 or more jobs in flight and stops at 1 to 100 percent"
                        + " failures after 1 or more jobs, not " + maxInFlight + ", " + abortPercent + ", "
                        + abortAfter);
            }
        }
    }

    /** @param refused devices that would not take the job: queue full, command unknown, device gone */
    public record Tally(int targets, int inFlight, int succeeded, int failed, int refused) {
        public int settled() {
            return succeeded + failed + refused;
        }
    }

    public Batch {
        waiting = List.copyOf(waiting);
    }
}

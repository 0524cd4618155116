package fieldlink.jobs;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list, oldest first.
 *
 * @param states empty for all
 * @param page where to go on and how far
 */
public record JobQuery(
        @Nullable DeviceId device,
        Set<JobState> states,
        @Nullable BatchId batch,
        Page page) {
    public static final int MOST = 1_000;

    /**
     * @param after the last job's sequence number of the page before; 0 from the beginning
     * @param newestFirst the other way round: {@code after} is then the upper end, 0 from the newest
     */
    public record Page(long after, int limit, boolean newestFirst) {
        public Page {
            if (limit < 1 || limit > MOST) {
                throw new IllegalArgumentException("a page has 1 to " + MOST + " jobs, not " + limit);
            }
        }

        public static Page first(int limit) {
            return new Page(0, limit, false);
        }
    }

    public JobQuery {
        states = Set.copyOf(states);
    }

    public static JobQuery of(DeviceId device) {
        return new JobQuery(device, Set.of(), null, Page.first(MOST));
    }

    public boolean matches(Job job) {
        return (device == null || device.equals(job.device()))
                && (states.isEmpty() || states.contains(job.state()))
                && (batch == null || batch.equals(job.origin().batch()));
    }
}

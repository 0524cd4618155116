package fieldlink.jobs;

import java.util.List;

/** What a device that asks for work is given. */
public sealed interface Polled {
    /** @param toCancel jobs that the device has and is asked to stop */
    record Work(Job job, List<JobId> toCancel) implements Polled {
        public Work {
            toCancel = List.copyOf(toCancel);
        }
    }

    record Idle(List<JobId> toCancel) implements Polled {
        public static final Idle NOTHING = new Idle(List.of());

        public Idle {
            toCancel = List.copyOf(toCancel);
        }
    }

    record UnknownDevice() implements Polled {}
}

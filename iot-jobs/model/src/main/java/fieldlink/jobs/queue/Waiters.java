package fieldlink.jobs.queue;

import fieldlink.jobs.DeviceId;
import fieldlink.jobs.JobSignal;
import fieldlink.jobs.JobState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The polls that are being held, by the device that waits. */
final class Waiters {
    private final Map<DeviceId, Collection<HeldPoll>> held = new ConcurrentHashMap<>();

    void add(HeldPoll poll) {
        held.compute(poll.device(), (device, polls) -> {
            Collection<HeldPoll> all = polls == null ? new ConcurrentLinkedQueue<>() : polls;
            all.add(poll);
            return all;
        });
    }

    void remove(HeldPoll poll) {
        held.computeIfPresent(poll.device(), (device, polls) -> {
            polls.remove(poll);
            return polls.isEmpty() ? null : polls;
        });
    }

    /** A job changed: who waits for that device looks again. */
    void signal(JobSignal signal) {
        boolean worthALook = signal.state() == JobState.QUEUED || signal.state().isInFlight();
        if (worthALook) {
            wake(signal.device());
        }
    }

    void wake(DeviceId device) {
        held.getOrDefault(device, List.of()).forEach(HeldPoll::wake);
    }

    void wakeAll() {
        held.values().forEach(polls -> polls.forEach(HeldPoll::wake));
    }

    void releaseAll() {
        held.values().forEach(polls -> polls.forEach(HeldPoll::release));
    }

    int count() {
        return held.values().stream().mapToInt(Collection::size).sum();
    }
}

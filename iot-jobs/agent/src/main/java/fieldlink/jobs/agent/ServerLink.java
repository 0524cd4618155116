package fieldlink.jobs.agent;

import fieldlink.jobs.Capability;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A device's way to its server: over HTTP to one somewhere else, or straight to a queue in the same process
 * ({@link QueueLink}). Every call is answered within a bounded time; an {@link IOException} says that there was no
 * answer, and that the same call is worth repeating later.
 */
public interface ServerLink {
    /** What the server makes of the device. */
    enum Standing {
        WELCOME,
        /** An operator has to approve it first. */
        NOT_APPROVED,
        /** It does not know the device, or forgot it: register. */
        UNKNOWN
    }

    /** @param assignment empty when there is nothing to do, or nothing to hear */
    record Handed(Standing standing, Optional<Assignment> assignment) {}

    DeviceId device();

    Standing register(List<Capability> capabilities) throws IOException, InterruptedException;

    /** @param wait how long the device is willing to be kept waiting for a job */
    Handed poll(Duration wait) throws IOException, InterruptedException;

    /** A sign of life during a job. @return whether the job is still wanted */
    boolean heartbeat(Assignment assignment, @Nullable Progress progress) throws IOException, InterruptedException;

    /** @return whether the outcome is the server's now: taken, or of no interest to it any more */
    boolean report(Outcome outcome) throws IOException, InterruptedException;
}

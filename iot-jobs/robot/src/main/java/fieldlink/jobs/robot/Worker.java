package fieldlink.jobs.robot;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A process that runs one version of a project. Methods return at once and may be called from any thread; what comes of
 * them is told to the {@link Listener}, on a thread of the worker's own, in the order in which the process said it.
 */
public interface Worker {
    /** Imports the project, or starts it afresh when it was imported before. */
    void load(long id);

    void call(long id, CallRequest request);

    /** Interrupts a call that runs, or drops it when it waits. Code that never looks up may not notice. */
    void cancel(long id);

    /**
     * Runs the project's stop().
     *
     * @param aside at once, beside a call that runs; otherwise after it
     */
    void stop(long id, boolean aside);

    void heartbeat();

    /** Ends the process and everything it started, now. */
    void kill();

    interface Listener {
        void loaded(long id, LoadOutcome outcome);

        void returned(long id, CallOutcome outcome);

        /** @param payload absent for an event without argument */
        void pushed(String event, Optional<JsonNode> payload);

        void stopped(long id, boolean well);

        /** A line of what the project printed. */
        void printed(String line);

        void alive();

        /** The process is gone with all its descendants; the last thing said. */
        void ended(String reason);
    }

    /** Starts workers for one type of project. */
    interface Launcher {
        /** As in {@link ProjectVersion#type}. */
        String type();

        Worker launch(ProjectVersion version, Listener listener);
    }
}

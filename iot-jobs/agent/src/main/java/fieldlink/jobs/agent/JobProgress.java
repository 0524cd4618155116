package fieldlink.jobs.agent;

/** How a handler tells how far it is. */
public interface JobProgress {
    /** Shown to whoever follows the job; sent with the next heartbeat, so that saying it often costs nothing. */
    void say(int percent, String message);

    /** Whether somebody asked the job to stop. A handler that waits is interrupted as well. */
    boolean isCancelled();
}

package fieldlink.jobs.agent;

import fieldlink.jobs.JsonText;

/** What a device does for one of its capabilities. */
@FunctionalInterface
public interface JobHandler {
    /**
     * Does the job and returns its result. Runs on the agent's worker thread, one job at a time, and is interrupted when
     * the job is cancelled or takes longer than its capability allows.
     *
     * @return any JSON; {@link JsonText#NULL} when there is nothing to say
     * @throws Exception becomes the job's failure, with its message as the error
     */
    JsonText handle(Arguments arguments, JobProgress progress) throws Exception;
}

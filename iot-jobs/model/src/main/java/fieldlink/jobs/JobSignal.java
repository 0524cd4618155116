package fieldlink.jobs;

/** That a job changed, and how it stands now: enough to wake whoever waits for it. */
public record JobSignal(DeviceId device, JobId job, JobState state) {
    public static JobSignal of(Job job) {
        return new JobSignal(job.device(), job.id(), job.state());
    }
}

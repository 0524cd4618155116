package fieldlink.jobs;

import org.jspecify.annotations.Nullable;

/**
 * A job that somebody wants done.
 *
 * @param terms absent to have them chosen by what the device says about the capability
 */
public record JobRequest(
        DeviceId device, Command command, @Nullable Terms terms, Origin origin) {
    public static JobRequest of(DeviceId device, Command command) {
        return new JobRequest(device, command, null, Origin.API);
    }

    public JobRequest under(Terms chosen) {
        return new JobRequest(device, command, chosen, origin);
    }

    public JobRequest keyed(String key) {
        return new JobRequest(device, command, terms, origin.withKey(key));
    }
}

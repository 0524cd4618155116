package fieldlink.ble;

import java.time.Duration;
import java.util.Set;

/**
 * How far the radio may heal itself.
 *
 * @param allowed the steps that may be taken without a person asking; restarting the service hits every program on the
 *     machine and needs rights, so it is the one to leave out when in doubt
 * @param silence how long a scan that used to hear known devices may hear nothing at all before that counts as deafness
 * @param pinned devices that are expected to be around: silence counts as deafness only after one of them was heard.
 *     Empty means every device that a client has connected to or subscribed at
 * @param endGhosts whether links found at the start that no client wants are ended after the idle time: right for the one
 *     daemon of a machine, wrong for a program that shares it with others
 */
public record RecoverySettings(
        Set<RecoveryStep> allowed, Duration silence, Set<DeviceAddress> pinned, boolean endGhosts) {
    public static final RecoverySettings DEFAULT =
            new RecoverySettings(Set.of(RecoveryStep.values()), Duration.ofSeconds(90), Set.of(), false);

    public RecoverySettings {
        allowed = Set.copyOf(allowed);
        pinned = Set.copyOf(pinned);
        Settings.positive("silence", silence);
    }

    public RecoverySettings withAllowed(Set<RecoveryStep> wanted) {
        return new RecoverySettings(wanted, silence, pinned, endGhosts);
    }

    public RecoverySettings withEndGhosts(boolean wanted) {
        return new RecoverySettings(allowed, silence, pinned, wanted);
    }
}

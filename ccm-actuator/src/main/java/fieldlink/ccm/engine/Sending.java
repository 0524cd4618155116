package fieldlink.ccm.engine;

import org.jspecify.annotations.Nullable;

/**
 * How the packets leave.
 *
 * @param packets how many were handed to the network
 * @param refused how many of them the network did not take
 * @param failures how many of those failed with an error
 * @param troubleOrNull which tuple's last packet failed, and with what; none when no tuple's did
 */
public record Sending(
        long packets, long refused, long failures, @Nullable String troubleOrNull) {}

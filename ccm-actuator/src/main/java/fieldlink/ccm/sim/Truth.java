package fieldlink.ccm.sim;

import java.time.Duration;

/**
 * What a device really does at a moment, whatever anybody was told.
 *
 * @param percent of a window or curtain; 0 or 100 of what is only on or off
 * @param litres that ran through so far
 * @param commanded whether its node follows a received value, and not its own will
 */
public record Truth(
        Duration at, String node, String device, double percent, boolean running, double litres, boolean commanded) {}

/**
 * A radio without hardware: adapters and devices in this process, on virtual or real time. Strict where BlueZ is strict,
 * slow where air is slow, and broken in the ways a script asks for. Begin at {@link fieldlink.ble.sim.SimulatedAir}.
 */
@org.jspecify.annotations.NullMarked
package fieldlink.ble.sim;

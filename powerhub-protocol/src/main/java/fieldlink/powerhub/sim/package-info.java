/**
 * A PowerHub without the hardware: the firmware's behaviour, byte for byte and tick for tick, on virtual time. It crashes
 * where the firmware crashes.
 */
@org.jspecify.annotations.NullMarked
package fieldlink.powerhub.sim;

/**
 * A greenhouse that is not there: nodes that read packets as real ones do, motors that move by physics and not by
 * command, a network that loses packets, and oracles that see what a grower would find the next morning.
 *
 * <p>Runs in virtual time, as fast as the machine goes, or on the wall clock over real UDP.
 */
@org.jspecify.annotations.NullMarked
package fieldlink.ccm.sim;

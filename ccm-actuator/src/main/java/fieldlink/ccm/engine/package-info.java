/**
 * The bridge: one thread that decides, one that repeats packets, one clock that does not jump. It feeds events to the
 * actuators and carries out their effects through the ports of this package.
 */
@org.jspecify.annotations.NullMarked
package fieldlink.ccm.engine;

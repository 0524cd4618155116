/**
 * Sharing the radio between programs: the daemon that listens on a Unix socket or TCP, and the client that makes a
 * remote radio look like a local one.
 */
@org.jspecify.annotations.NullMarked
package fieldlink.ble.ipc;

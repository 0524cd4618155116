/** The commands of {@code fieldlink ble}: the daemon that shares the radio, and what looks at it and rules over it. */
@org.jspecify.annotations.NullMarked
package fieldlink.cli.ble.daemon;

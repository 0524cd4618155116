/** The one-shot Bluetooth LE commands: scan, read, send, watch. */
@org.jspecify.annotations.NullMarked
package fieldlink.cli.ble;

/** Commands to SwitchBot devices: their bytes, and the exchange that carries them out. */
@org.jspecify.annotations.NullMarked
package fieldlink.ble.switchbot;

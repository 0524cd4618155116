/**
 * The radio of a Linux machine: BlueZ over D-Bus. Everything begins with {@link fieldlink.ble.bluez.BluezRadio}; the
 * {@code Bus…} types know the bus and nothing of Bluetooth, the others the reverse.
 */
package fieldlink.ble.bluez;

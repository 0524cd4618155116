/** Vocabulary and ports of Bluetooth LE: addresses, values, requests, links. */
@org.jspecify.annotations.NullMarked
package fieldlink.ble;

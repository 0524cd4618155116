/**
 * What sensors say in their advertisements: BTHome v2 and SwitchBot, as typed readings. Pure: bytes and the time go in,
 * readings come out.
 */
@org.jspecify.annotations.NullMarked
package fieldlink.ble.sensors;

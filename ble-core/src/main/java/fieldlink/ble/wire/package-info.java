/**
 * The daemon's language: one JSON object per line, requests, replies and events, byte for byte as the first Python
 * service spoke it. Pure: bytes in, values out, and back.
 */
@org.jspecify.annotations.NullMarked
package fieldlink.ble.wire;

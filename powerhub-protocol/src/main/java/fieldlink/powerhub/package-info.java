/**
 * Vocabulary and byte codec of the PowerHub board: commands, settings and telemetry as records, each next to its bytes.
 *
 * <p>Every number on the wire is big-endian and every time is in milliseconds, in both directions and in every
 * firmware.
 */
@org.jspecify.annotations.NullMarked
package fieldlink.powerhub;

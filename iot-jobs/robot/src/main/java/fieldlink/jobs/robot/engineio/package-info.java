/**
 * Engine.IO 4 without a transport: packets, payloads and the life of one session, as the protocol text describes them.
 *
 * <p>Nothing here opens a socket, reads a clock or starts a thread. Bytes, requests and the time come in; what to write
 * comes out as effects.
 */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.robot.engineio;

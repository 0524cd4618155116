/**
 * Socket.IO 5 on top of Engine.IO sessions, without a transport: packets with their attachments, namespaces, events and
 * acknowledgements. JSON values are Jackson's tree; a {@code BinaryNode} in it is a binary attachment on the wire.
 */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.robot.socketio;

/** The host's public face: Socket.IO events and a few HTTP routes. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.robot.front;

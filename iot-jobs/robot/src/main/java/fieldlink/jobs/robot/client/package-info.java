/** A small Socket.IO client over the JDK's websocket, for the command line and for tests. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.robot.client;

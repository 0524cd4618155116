/** Engine.IO over Undertow: HTTP long polling and websockets in, one serial turn per session. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.robot.undertow;

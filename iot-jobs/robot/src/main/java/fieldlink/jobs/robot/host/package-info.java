/** The host: one mailbox thread that owns clients, calls and the worker, and a brake that waits for neither. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.robot.host;

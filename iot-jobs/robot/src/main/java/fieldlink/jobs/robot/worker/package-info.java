/** Workers as processes of their own: private pipes, JSON lines, and an end that takes every descendant along. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.robot.worker;

/** Decisions without a clock or a process: what an event means, how an outcome is told, who may sit where. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.robot.rules;

/** A device of the job queue: it registers, polls, runs what it can do, and reports every result once. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.agent;

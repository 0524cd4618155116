/** The queue at work: one clock, waiters that are woken, and a store in memory. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.queue;

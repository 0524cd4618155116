/** The queue's decisions: a job, an event and the time go in; the job's next version, or the reason why not, comes out. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.rules;

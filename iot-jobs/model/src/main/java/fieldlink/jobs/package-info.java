/** Vocabulary and ports of the job queue. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs;

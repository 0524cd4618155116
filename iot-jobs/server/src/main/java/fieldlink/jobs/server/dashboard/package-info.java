/** The web pages of the job server. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.server.dashboard;

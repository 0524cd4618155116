/** Who is asking: tokens, passwords, sessions, and how often somebody may guess. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.server.access;

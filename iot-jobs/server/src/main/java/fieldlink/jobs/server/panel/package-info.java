/** Panels at work: who looks is told of changes, who acts is kept from waiting for others. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.server.panel;

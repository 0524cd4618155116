/** A robot host composed and served: configuration in, one Undertow handler or a server of its own out. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.robot.serve;

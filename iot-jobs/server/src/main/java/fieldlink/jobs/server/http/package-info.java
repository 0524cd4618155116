/** The server: routes, endpoints and how they are spoken over Undertow. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.server.http;

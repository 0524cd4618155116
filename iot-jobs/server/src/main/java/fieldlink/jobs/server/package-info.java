/** What the job server is made of, seen from outside: its settings, and the ports where dashboard and chat plug in. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.server;

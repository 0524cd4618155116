/** The API's JSON: reading what strangers send, writing what the original server's clients expect. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.server.json;

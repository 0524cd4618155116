/** Sentences to device jobs: a conversation whose tools are what the devices can do. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.server.chat;

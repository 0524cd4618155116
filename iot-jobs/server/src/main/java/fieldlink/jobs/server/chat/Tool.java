package fieldlink.jobs.server.chat;

import fieldlink.jobs.JsonText;

/**
 * Something that a language model may ask for.
 *
 * @param name letters, digits, dashes and underscores, at most 64
 * @param schema a JSON schema of the arguments object
 */
public record Tool(String name, String description, JsonText schema) {}

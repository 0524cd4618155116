package fieldlink.jobs.server.chat;

/** One step of a conversation with a language model. */
public sealed interface Turn {
    /** Who speaks in a {@link Said}. */
    enum Role {
        USER,
        ASSISTANT
    }

    record Said(Role role, String text) implements Turn {}

    /**
     * The model asks for a tool.
     *
     * @param callId by which its answer is told from others
     * @param arguments JSON text as the model wrote it, not yet trusted to be any
     */
    record Called(String callId, String tool, String arguments) implements Turn {}

    /** What came of a {@link Called}. */
    record Returned(String callId, String output) implements Turn {}
}

package fieldlink.jobs.server.chat;

import java.util.List;
import java.util.Optional;

/** What a person sends, and what they get back. */
public final class Conversation {
    private Conversation() {}

    /**
     * @param operator who asks; a confirmation counts only for the same one
     * @param confirm the token of an earlier {@link Reply} to say yes to
     */
    public record Question(String operator, List<Turn.Said> said, Optional<String> confirm) {
        /** The most messages that a question may carry. */
        public static final int MOST_MESSAGES = 200;

        public Question {
            said = List.copyOf(said);
            if (said.isEmpty() || said.get(said.size() - 1).role() != Turn.Role.USER) {
                throw new IllegalArgumentException("last message must be from user");
            }
            if (said.size() > MOST_MESSAGES) {
                throw new IllegalArgumentException("a conversation has at most " + MOST_MESSAGES + " messages");
            }
        }
    }

    /**
     * @param text for the person
     * @param confirm present when something dangerous waits for the person's yes
     */
    public record Reply(String text, Optional<Confirm> confirm) {}

    /** @param commands one line each, exactly what will be done */
    public record Confirm(String token, List<String> commands) {
        public Confirm {
            commands = List.copyOf(commands);
        }
    }
}

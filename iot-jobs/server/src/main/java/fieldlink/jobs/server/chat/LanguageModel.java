package fieldlink.jobs.server.chat;

import java.util.List;
import java.util.function.Consumer;

/** A language model that can ask for tools. */
public interface LanguageModel {
    /**
     * @param instructions ours, above everything that is said
     * @param turns oldest first
     */
    record Prompt(String instructions, List<Turn> turns, List<Tool> tools) {
        public Prompt {
            turns = List.copyOf(turns);
            tools = List.copyOf(tools);
        }
    }

    /** What the model says, what it asks for, or both. */
    record Answer(String text, List<Turn.Called> calls) {
        public Answer {
            calls = List.copyOf(calls);
        }
    }

    /**
     * Asks once and waits, for a bounded time.
     *
     * @param onText told of the answer's text while it comes, piece by piece
     * @throws ChatException when there is no answer
     */
    Answer answer(Prompt prompt, Consumer<String> onText);
}

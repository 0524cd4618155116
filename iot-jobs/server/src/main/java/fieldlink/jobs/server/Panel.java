package fieldlink.jobs.server;

import fieldlink.jobs.Capability;
import fieldlink.jobs.JsonText;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A page of the dashboard for something that the server knows nothing of: a radio, a greenhouse, a robot.
 *
 * <p>Called by several threads at a time. {@link #snapshot} and {@link #look} answer from memory and do not wait;
 * {@link #act} may wait for what it drives. What is not looked at should cost nothing.
 */
public interface Panel {
    /**
     * @param id its part of addresses: lower-case letters
     * @param titles by language; English is there
     * @param script the text of the ES module that draws it (docs/reference/http-api.md)
     */
    record Outline(String id, Map<String, String> titles, String script, List<Action> actions) {
        private static final Pattern ID = Pattern.compile("[a-z]{1,32}");

        public Outline {
            titles = Map.copyOf(titles);
            actions = List.copyOf(actions);
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException("'" + id + "' is no panel id; expected lower-case letters");
            }
            if (!titles.containsKey("en")) {
                throw new IllegalArgumentException("panel " + id + " needs an English title");
            }
        }

        /** Where browsers find the script. */
        public String scriptName() {
            return "panel-" + id + ".js";
        }
    }

    /**
     * Something that an operator can do there; its arguments are checked before the panel sees them.
     *
     * @param emergency makes things safe: on every page of the dashboard, without arguments, and behind nothing else
     */
    record Action(Capability capability, boolean emergency) {
        public Action {
            if (emergency && !capability.parameters().isEmpty()) {
                throw new IllegalArgumentException("an emergency takes no arguments, " + capability.name() + " does");
            }
        }

        public static Action of(Capability capability) {
            return new Action(capability, false);
        }

        public static Action emergency(String name) {
            return new Action(Capability.named(name), true);
        }

        public String name() {
            return capability.name();
        }
    }

    /**
     * @param args a JSON object that fits the action
     * @param operator who asks, as in the audit log
     */
    record Deed(String action, JsonText args, String operator) {}

    /** What a deed led to. */
    sealed interface Outcome {
        /** @param value JSON for the page */
        record Done(JsonText value) implements Outcome {}

        /** @param why for the operator */
        record Refused(String why) implements Outcome {}
    }

    /** Somebody looks, until it is closed. */
    interface Look extends AutoCloseable {
        @Override
        void close();
    }

    Outline outline();

    /** What there is to see: a JSON object of at most some hundred kilobytes. */
    JsonText snapshot();

    /**
     * The first person looks from now on; there is one look at a time, whoever many share it.
     *
     * @param changed to be run, on any thread and as often as it likes, when the snapshot is another
     */
    Look look(Runnable changed);

    Outcome act(Deed deed);
}

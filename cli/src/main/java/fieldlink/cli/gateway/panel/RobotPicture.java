package fieldlink.cli.gateway.panel;

import fieldlink.jobs.JsonText;
import fieldlink.jobs.robot.Account;
import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.RobotClient;
import fieldlink.jobs.robot.RobotCommand;
import fieldlink.jobs.robot.Role;
import fieldlink.jobs.robot.host.RobotHost;
import fieldlink.jobs.robot.rules.Seats.Wish;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the robot's room was last heard to say: state, methods, versions, and the last lines, pushes and calls. */
final class RobotPicture {
    private static final int MOST_LINES = 200;
    private static final int MOST_PUSHES = 50;
    private static final int MOST_CALLS = 20;
    private static final int MOST_CHARACTERS = 2_000;
    private static final JsonNode NOTHING = JsonNodeFactory.instance.nullNode();

    private final Watcher watcher = new Watcher();
    private JsonNode status = NOTHING; // guarded by this, as all below
    private JsonNode methods = NOTHING;
    private JsonNode versions = NOTHING;
    private final Deque<JsonNode> log = new ArrayDeque<>();
    private final Deque<ObjectNode> pushes = new ArrayDeque<>();
    private final Map<String, ObjectNode> calls = new LinkedHashMap<>();
    private long pushed;
    private Runnable changed = () -> {};

    /** One pair of eyes for all who look at the panel. */
    private final class Watcher implements RobotClient {
        @Override
        public Account account() {
            return new Account("dashboard", Role.OBSERVER);
        }

        @Override
        public String identity() {
            return "";
        }

        @Override
        public boolean push(String event, List<JsonNode> arguments) {
            hear(arguments.get(0).asString(event), arguments.size() > 1 ? arguments.get(1) : NOTHING);
            return true;
        }

        @Override
        public void close() {
            // Nothing is held open by it.
        }
    }

    void follow(RobotHost host, Runnable whenChanged) {
        synchronized (this) {
            changed = whenChanged;
            log.clear();
        }
        host.join(watcher, Wish.OBSERVE, seat -> {});
        host.submit(watcher, new RobotCommand.Methods(true), envelope -> keepMethods(envelope.path("data")));
        host.submit(
                watcher,
                new RobotCommand.ReadLog(0, MOST_LINES, true),
                envelope -> envelope.path("data").path("lines").forEach(line -> hear("log", line)));
    }

    void leave(RobotHost host) {
        host.leave(watcher);
    }

    /** Asks for what is told by nobody. */
    void ask(RobotHost host) {
        host.submit(watcher, new RobotCommand.Versions(), envelope -> keepVersions(envelope.path("data")));
        host.status(this::keepStatus);
    }

    /** @return the name of the new call */
    synchronized String called(String what, String who) {
        String id = UUID.randomUUID().toString();
        calls.put(id, Actions.object().put("id", id).put("call", what).put("by", who));
        if (calls.size() > MOST_CALLS) {
            calls.remove(calls.keySet().iterator().next());
        }
        changed.run();
        return id;
    }

    synchronized void returned(String id, ObjectNode envelope) {
        ObjectNode call = calls.get(id);
        if (call != null) {
            JsonNode result = envelope.path("data").path("result");
            boolean wrong = Envelope.isError(envelope);
            call.put("ok", !wrong)
                    .put("result", shortened(wrong ? envelope.path("message").asString("") : text(result, envelope)));
        }
        changed.run();
    }

    synchronized JsonText describe(boolean atWork) {
        ObjectNode json = Actions.object();
        json.put("at_work", atWork);
        json.set("status", status);
        json.set("methods", methods.path("methods").isArray() ? methods.get("methods") : NOTHING);
        json.set("versions", versions);
        log.forEach(json.putArray("log")::add);
        pushes.forEach(json.putArray("pushes")::add);
        List<ObjectNode> newestFirst = new ArrayList<>(calls.values());
        Collections.reverse(newestFirst);
        newestFirst.forEach(json.putArray("calls")::add);
        return Actions.text(json);
    }

    private synchronized void hear(String event, JsonNode payload) {
        if (event.equals("log")) {
            keep(log, payload, MOST_LINES);
        } else if (event.equals("methods")) {
            methods = payload;
        } else {
            ObjectNode push =
                    Actions.object().put("n", ++pushed).put("event", event).put("data", shortened(payload.toString()));
            keep(pushes, push, MOST_PUSHES);
        }
        changed.run();
    }

    private synchronized void keepMethods(JsonNode told) {
        methods = told;
        changed.run();
    }

    private synchronized void keepVersions(JsonNode told) {
        versions = told.path("versions");
    }

    private synchronized void keepStatus(JsonNode told) {
        if (!told.equals(status)) {
            status = told;
            changed.run();
        }
    }

    private static String text(JsonNode result, ObjectNode envelope) {
        return result.isMissingNode()
                ? envelope.toString()
                : result.isString() ? result.stringValue() : result.toString();
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }

    private static <T> void keep(Deque<T> values, T value, int most) {
        values.addLast(value);
        if (values.size() > most) {
            values.removeFirst();
        }
    }
}

package fieldlink.jobs.robot.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code host.py} is for Python, for a project in Java: runs in a process of its own, one call at a time on its main
 * thread, and speaks the same lines. What the project prints goes to standard error, which is its log.
 */
public final class JarHost {
    private static final long FAREWELL_MILLIS = 2000;

    private final JsonMapper json = new JsonMapper();
    private final PrintStream answers;
    private final JarProject project;
    private final BlockingQueue<JsonNode> work = new LinkedBlockingQueue<>();
    private final Thread main = Thread.currentThread();
    /** A cancel may overtake its call on the pipe, or come while the call is being taken up. */
    private final Set<Long> cancelled = ConcurrentHashMap.newKeySet();

    private volatile long running;

    private JarHost(PrintStream answers) {
        this.answers = answers;
        this.project = new JarProject(json, this::push);
    }

    /** Started by {@link JarLauncher} with the project's jar on the class path. */
    public static void main(String[] args) {
        PrintStream answers = System.out;
        System.setOut(System.err);
        new JarHost(answers).run();
    }

    private void run() {
        Thread reader = new Thread(this::read, "fieldlink-reader");
        reader.setDaemon(true);
        reader.start();
        send(message("hello", 0));
        while (true) {
            try {
                perform(work.take());
            } catch (InterruptedException cancelTooLate) {
                complain("a cancel came too late for its call");
            }
        }
    }

    private static void complain(String text) {
        System.err.println(text);
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode command = json.readTree(line);
                switch (command.path("t").asString("")) {
                    case "hb" -> send(message("hb", 0));
                    case "cancel" -> cancel(command.path("id").asLong());
                    case "stop" -> stop(command);
                    default -> work.add(command);
                }
            }
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        } finally {
            farewell();
        }
    }

    private void cancel(long call) {
        cancelled.add(call);
        if (running == call) {
            main.interrupt();
        }
        work.removeIf(command -> {
            boolean waits = command.path("id").asLong() == call
                    && command.path("t").asString("").equals("call");
            if (waits) {
                send(failure(command, "cancelled", ""));
            }
            return waits;
        });
    }

    private void stop(JsonNode command) {
        if (command.path("side").asBoolean(false)) {
            new Thread(() -> perform(command), "fieldlink-stop").start();
        } else {
            work.add(command);
        }
    }

    private void farewell() {
        Thread stopping = new Thread(project::stop, "fieldlink-farewell");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(FAREWELL_MILLIS);
        } catch (InterruptedException inAHurry) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    private void perform(JsonNode command) {
        long id = command.path("id").asLong();
        switch (command.path("t").asString("")) {
            case "load" -> load(id);
            case "stop" -> send(message("stopped", id).put("ok", project.stop()));
            default -> call(id, command);
        }
    }

    private void load(long id) {
        ObjectNode answer = message("loaded", id);
        try {
            project.load();
            answer.set("methods", project.offer());
            send(answer.put("ok", true));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError broken) {
            broken.printStackTrace();
            send(answer.put("ok", false).put("text", String.valueOf(JarProject.cause(broken))));
        }
    }

    private void call(long id, JsonNode command) {
        running = id;
        // Calls come in order: older ones are done.
        cancelled.removeIf(call -> call < id);
        if (cancelled.contains(id)) {
            running = 0;
            send(failure(command, "cancelled", ""));
            return;
        }
        ObjectNode answer;
        try {
            JsonNode value = project.call(command);
            answer = message("ret", id);
            answer.set("value", value);
        } catch (JarProject.NoSuchTarget missing) {
            answer = failure(command, missing.kind(), String.valueOf(missing.getMessage()));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError raised) {
            Throwable cause = JarProject.cause(raised);
            cause.printStackTrace();
            boolean cancelled = cause instanceof InterruptedException;
            answer = failure(command, cancelled ? "cancelled" : "raised", String.valueOf(cause.getMessage()));
        } finally {
            running = 0;
        }
        send(answer);
    }

    private void push(String event, Object payload) {
        ObjectNode push = message("push", 0).put("event", event);
        push.set("data", json.valueToTree(payload));
        send(push);
    }

    private ObjectNode failure(JsonNode command, String kind, String text) {
        return message("err", command.path("id").asLong())
                .put("kind", kind)
                .put("text", text)
                .put("object", command.path("object").asString(""))
                .put("method", command.path("method").asString(""));
    }

    private ObjectNode message(String type, long id) {
        return json.createObjectNode().put("t", type).put("id", id);
    }

    private void send(ObjectNode message) {
        synchronized (answers) {
            answers.println(json.writeValueAsString(message));
            answers.flush();
        }
    }
}

package fieldlink.cli.jobs;

import fieldlink.cli.Awaited;
import fieldlink.cli.Console;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.cli.actuator.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A job or a device of the job server: the fields of the API's own object. */
public final class AwaitedOnServer implements Awaited {
    private static final Set<String> SETTLED = Set.of("completed", "cancelled");
    private static final Set<String> LATER_FIELDS_OF_A_JOB =
            Set.of("dispatched_at", "progress", "completed_at", "cancelled_at", "cause", "result", "result_ok");

    private final String word;
    private final String path;
    private final ServerAccess server;

    private AwaitedOnServer(String word, String path, ServerAccess server) {
        this.word = word;
        this.path = path;
        this.server = server;
    }

    /** {@code job/ID} and {@code device/ID}. */
    public static List<Awaited> all(Syntax syntax) {
        ServerAccess server = new ServerAccess(syntax);
        return List.of(
                new AwaitedOnServer("job", "/api/jobs/", server),
                new AwaitedOnServer("device", "/api/devices/", server));
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public Optional<Map<String, String>> look(String name, Given given, Console console) throws InterruptedException {
        String object =
                server.get(given, console, path + ServerAccess.encoded(name)).text();
        return Optional.of(Answer.read(object).shown());
    }

    @Override
    public Set<String> laterFields() {
        return word.equals("job") ? LATER_FIELDS_OF_A_JOB : Set.of();
    }

    @Override
    public boolean isOver(Map<String, String> fields) {
        return word.equals("job") && SETTLED.contains(fields.getOrDefault("status", ""));
    }
}

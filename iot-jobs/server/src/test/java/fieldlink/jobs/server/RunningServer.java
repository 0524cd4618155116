package fieldlink.jobs.server;

import fieldlink.jobs.Credential;
import fieldlink.jobs.JobStore;
import fieldlink.jobs.Retention;
import fieldlink.jobs.queue.Clockwork;
import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.queue.MemoryJobStore;
import fieldlink.jobs.server.access.Gatekeeper;
import fieldlink.jobs.server.http.JobServer;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A server on a free port of the loopback, with a client to talk to it. */
final class RunningServer implements AutoCloseable {
    static final String PASSWORD = "correct horse";

    final JobQueue queue;
    final Gatekeeper gatekeeper;
    private final ExecutorService hashing = Executors.newSingleThreadExecutor();
    private final JobServer server;
    private final ServerClient client;

    private RunningServer(ServerSettings settings, JobStore store, String password, List<Panel> panels) {
        this(settings, new JobQueue(store, Clockwork.system(), Retention.DEFAULT).start(), password, panels);
    }

    private RunningServer(ServerSettings settings, JobQueue queue, String password, List<Panel> panels) {
        this.queue = queue;
        gatekeeper = get(Gatekeeper.open(queue, InstantSource.system(), hashing, null));
        get(gatekeeper.setPassword(Gatekeeper.OPERATOR, password, "test"));
        server = JobServer.start(
                queue, gatekeeper, settings, new JobServer.Parts(new NamedPages(), Chat.NOT_CONFIGURED, panels));
        client = new ServerClient(address().getPort());
    }

    static RunningServer secure() {
        return with(ServerSettings.on("127.0.0.1", 0));
    }

    static RunningServer legacy(String password) {
        ServerSettings settings = ServerSettings.on("127.0.0.1", 0).in(ServerSettings.Mode.LEGACY);
        return new RunningServer(settings, new MemoryJobStore(), password, List.of());
    }

    static RunningServer with(ServerSettings settings) {
        return new RunningServer(settings, new MemoryJobStore(), PASSWORD, List.of());
    }

    static RunningServer with(List<Panel> panels) {
        return new RunningServer(ServerSettings.on("127.0.0.1", 0), new MemoryJobStore(), PASSWORD, panels);
    }

    /** A queue whose time passes only when somebody lets it. */
    static RunningServer of(JobQueue queue) {
        return new RunningServer(ServerSettings.on("127.0.0.1", 0), queue, PASSWORD, List.of());
    }

    /** Everybody may do everything on a queue that is kept there. */
    static RunningServer on(JobStore store) {
        ServerSettings settings = ServerSettings.on("127.0.0.1", 0).in(ServerSettings.Mode.LEGACY);
        return new RunningServer(settings, store, PASSWORD, List.of());
    }

    /** The pages that a dashboard would bring. */
    private static final class NamedPages implements Pages {
        @Override
        public Page login() {
            return Page.html("<!doctype html><title>login</title>");
        }

        @Override
        public Page home() {
            return Page.html("<!doctype html><title>home</title>");
        }

        @Override
        public Optional<Page> asset(String name) {
            return switch (name) {
                case "index.html" -> Optional.of(home());
                case "styles.css" -> Optional.of(new Page("text/css; charset=utf-8", "body{}"));
                default -> Optional.empty();
            };
        }
    }

    /** An answer with its body read as JSON where it is JSON. */
    record Reply(int status, JsonNode json, HttpResponse<String> raw) {
        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    List<String> routes() {
        return server.routes();
    }

    InetSocketAddress address() {
        return server.address();
    }

    Reply get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Reply post(String path, String json, String... headers) {
        return send("POST", path, json, headers);
    }

    Reply send(String method, String path, String body, String... headers) {
        return client.send(method, path, body, headers);
    }

    /** A header that logs the operator in, for all requests that come. */
    String[] operator() {
        String token = get(gatekeeper.issueToken(Credential.Kind.OPERATOR_TOKEN, "ann", "test"));
        return new String[] {"Authorization", "Bearer " + token};
    }

    String deviceToken(String device) {
        return get(gatekeeper.issueToken(Credential.Kind.DEVICE_TOKEN, device, "test"));
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        server.close();
        queue.close();
        hashing.shutdownNow();
    }
}

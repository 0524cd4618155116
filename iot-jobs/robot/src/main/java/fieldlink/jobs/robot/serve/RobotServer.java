package fieldlink.jobs.robot.serve;

import fieldlink.jobs.robot.Accounts;
import fieldlink.jobs.robot.SafeCommand;
import fieldlink.jobs.robot.engineio.EngineSettings;
import fieldlink.jobs.robot.front.RobotFront;
import fieldlink.jobs.robot.host.RobotHost;
import fieldlink.jobs.robot.projects.AuditFile;
import fieldlink.jobs.robot.projects.DirectoryStore;
import fieldlink.jobs.robot.rules.SealedPayload;
import fieldlink.jobs.robot.socketio.SocketIoServer;
import fieldlink.jobs.robot.undertow.EngineIoHandler;
import fieldlink.jobs.robot.worker.ExternalCommand;
import fieldlink.jobs.robot.worker.JarLauncher;
import fieldlink.jobs.robot.worker.PythonLauncher;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PathHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A robot host with everything it needs, as a handler for another server or on a port of its own. */
public final class RobotServer implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(45);

    private final RobotConfig config;
    private final AuditFile audit;
    private final PythonLauncher python;
    private final RobotHost host;
    private final EngineIoHandler socketIo;
    private final HttpHandler handler;
    private @Nullable Undertow own;

    /** @param accounts who may do what; the job server brings its own */
    public RobotServer(RobotConfig config, Accounts accounts) {
        this.config = config;
        DirectoryStore store = new DirectoryStore(config.storage(), config.archives(), config.keepVersions());
        store.offerDefault();
        this.audit = new AuditFile(config.storage().resolve("audit.jsonl"));
        this.python = new PythonLauncher(
                config.python(),
                config.storage().toAbsolutePath().resolve(".host"),
                config.wire().maxMessage());
        this.host = RobotHost.open(
                new RobotHost.Ports(
                        store,
                        List.of(python, new JarLauncher(config.wire().maxMessage())),
                        safeCommand(config.safety()),
                        audit,
                        InstantSource.system()),
                config.settings());
        RobotFront front =
                new RobotFront(host, accounts, new SealedPayload(config.wire().passphrase()));
        this.socketIo = new EngineIoHandler(
                EngineSettings.of(
                        config.wire().pingInterval(),
                        config.wire().pingTimeout(),
                        config.wire().maxMessage()),
                new SocketIoServer(front, CONNECT_TIMEOUT, config.wire().maxMessage()),
                origins(config.wire().origins()));
        this.handler = new PathHandler(new RobotRoutes(host, accounts)).addPrefixPath("/socket.io", socketIo);
    }

    /** With the accounts of the configuration: everybody when it names none. */
    public static RobotServer of(RobotConfig config) {
        return new RobotServer(
                config, config.tokens().isEmpty() ? Accounts.open() : new TokenAccounts(config.tokens()));
    }

    /** To be mounted at the root or under a prefix of another server. */
    public HttpHandler handler() {
        return handler;
    }

    public RobotHost host() {
        return host;
    }

    /** What it counts, in the text format of Prometheus. */
    public CompletableFuture<String> metrics() {
        CompletableFuture<String> text = new CompletableFuture<>();
        host.status(status -> text.complete(RobotMetrics.text(status)));
        return text;
    }

    /** Listens on a port of its own. */
    public RobotServer start() {
        Undertow server = Undertow.builder()
                .addHttpListener(config.port(), config.address())
                .setHandler(handler)
                .build();
        server.start();
        own = server;
        return this;
    }

    public int port() {
        Undertow server = own;
        if (server == null) {
            throw new IllegalStateException("the robot server was not started on a port of its own");
        }
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** Stops the project, ends its worker and lets every client go. */
    @Override
    public void close() {
        host.close();
        python.close();
        socketIo.close();
        Undertow server = own;
        if (server != null) {
            server.stop();
        }
        audit.close();
    }

    private static SafeCommand safeCommand(RobotConfig.Safety safety) {
        return safety.command().isEmpty()
                ? SafeCommand.none()
                : new ExternalCommand(safety.command(), safety.timeout());
    }

    private static Predicate<String> origins(List<String> allowed) {
        return allowed.isEmpty() ? origin -> true : allowed::contains;
    }
}

package fieldlink.jobs.server.http;

import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.server.Chat;
import fieldlink.jobs.server.Pages;
import fieldlink.jobs.server.Panel;
import fieldlink.jobs.server.ServerSettings;
import fieldlink.jobs.server.access.Caller;
import fieldlink.jobs.server.access.Gatekeeper;
import fieldlink.jobs.server.panel.PanelDesk;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The queue over HTTP.
 *
 * <p>Closing answers every poll that is held, lets the requests under way finish, and only then stops. The queue itself
 * belongs to whoever made it and is closed by him.
 */
public final class JobServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(JobServer.class.getName());
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final String EVENTS = "/api/events";

    private final JobQueue queue;
    private final ServerMetrics metrics;
    private final GracefulShutdownHandler shutdown;
    private final PanelDesk panels;
    private final EventStream events;
    private final List<Route> routes;
    private final Undertow undertow;
    private volatile boolean draining;

    private JobServer(JobQueue queue, Gatekeeper gatekeeper, ServerSettings settings, Parts parts) {
        this.queue = queue;
        metrics = new ServerMetrics(queue);
        panels = new PanelDesk(parts.panels());
        events = new EventStream(queue, panels);
        Doorman doorman = new Doorman(gatekeeper, settings);
        HeldConnections held = new HeldConnections();
        List<Route> all = new ArrayList<>();
        all.addAll(new WorkEndpoints(queue, settings, doorman, held).routes());
        all.addAll(new DeviceEndpoints(queue, settings, doorman).routes());
        all.addAll(new JobEndpoints(queue, settings).routes());
        all.addAll(new BatchEndpoints(queue).routes());
        all.addAll(new ScheduleEndpoints(queue).routes());
        all.addAll(new ChatEndpoint(parts.chat()).routes());
        all.addAll(new PanelEndpoints(panels, queue).routes());
        all.addAll(new HealthEndpoints(queue, metrics, () -> draining).routes());
        all.addAll(new SessionEndpoints(gatekeeper, settings, parts.pages()).routes());
        routes = List.copyOf(all);
        ApiHandler handler = new ApiHandler(new Router(routes), doorman, settings, metrics, held);
        shutdown = new GracefulShutdownHandler(api(handler, doorman, parts.pages()));
        undertow = undertow(settings, shutdown);
    }

    /** What plugs into a server. */
    public record Parts(Pages pages, Chat chat, List<Panel> panels) {
        public Parts {
            panels = List.copyOf(panels);
        }
    }

    /** Listens from now on. */
    public static JobServer start(JobQueue queue, Gatekeeper gatekeeper, ServerSettings settings, Parts parts) {
        JobServer server = new JobServer(queue, gatekeeper, settings, parts);
        server.undertow.start();
        if (settings.isLegacy()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "LEGACY MODE: everybody who reaches " + server.address()
                            + " can run jobs on every device and read every result. Use it on a network of friends only.");
        }
        return server;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
    }

    /** What {@code /metrics} shows, for whoever gathers it with other figures. */
    public String metrics() {
        return metrics.text();
    }

    /** Every request that it answers, such as {@code GET /api/jobs/*}; only the files of pages are left out. */
    public List<String> routes() {
        return Stream.concat(routes.stream().map(Route::name), Stream.of("GET " + EVENTS))
                .toList();
    }

    @Override
    public void close() {
        draining = true;
        queue.drain();
        shutdown.shutdown();
        events.close();
        try {
            if (!shutdown.awaitShutdown(TimeUnit.SECONDS.toMillis(DRAIN.toSeconds()))) {
                LOG.log(System.Logger.Level.WARNING, "some requests were not finished within " + DRAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        undertow.stop();
        panels.close();
    }

    private static Undertow undertow(ServerSettings settings, HttpHandler handler) {
        return Undertow.builder()
                .addHttpListener(settings.port(), settings.host())
                .setIoThreads(Math.max(2, Runtime.getRuntime().availableProcessors()))
                .setWorkerThreads(2)
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                .setServerOption(UndertowOptions.ALWAYS_SET_DATE, true)
                .setServerOption(
                        UndertowOptions.MAX_ENTITY_SIZE, settings.limits().body())
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 16 * 1024)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int)
                        settings.limits().patience().toMillis())
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 120_000)
                .setServerOption(UndertowOptions.RECORD_REQUEST_START_TIME, false)
                .setHandler(handler)
                .build();
    }

    private HttpHandler api(ApiHandler handler, Doorman doorman, Pages pages) {
        return exchange -> {
            String path = exchange.getRequestPath();
            if (path.equals(EVENTS)) {
                stream(doorman, handler).handleRequest(exchange);
                return;
            }
            Optional<Pages.Page> asset =
                    path.indexOf('/', 1) < 0 && path.length() > 1 ? pages.asset(path.substring(1)) : Optional.empty();
            if (asset.isPresent() && handler.isRead(exchange)) {
                handler.show(exchange, asset.get());
            } else {
                handler.handleRequest(exchange);
            }
        };
    }

    private HttpHandler stream(Doorman doorman, ApiHandler handler) {
        return exchange -> {
            Caller caller = doorman.caller(exchange, null);
            String owner = caller instanceof Caller.Anonymous
                    ? exchange.getSourceAddress().getHostString()
                    : caller.actor();
            Optional<Answer> refusal =
                    doorman.refusal(Route.Access.OPERATOR, caller, exchange).or(() -> events.refusal(owner));
            if (refusal.isPresent()) {
                handler.send(exchange, refusal.get());
            } else {
                events.serve(exchange, owner);
            }
        };
    }
}

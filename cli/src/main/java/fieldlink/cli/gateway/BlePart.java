package fieldlink.cli.gateway;

import fieldlink.ble.AdapterName;
import fieldlink.ble.BleCentral;
import fieldlink.ble.BleSettings;
import fieldlink.ble.CentralStatus;
import fieldlink.ble.RequestCounters;
import fieldlink.ble.ScanSettings;
import fieldlink.ble.ipc.Access;
import fieldlink.ble.ipc.BleDaemon;
import fieldlink.ble.ipc.Centrals;
import fieldlink.ble.ipc.DaemonSettings;
import fieldlink.ble.ipc.Endpoint;
import fieldlink.ble.session.BleSession;
import fieldlink.cli.ble.RadioKind;
import fieldlink.cli.gateway.config.GatewayConfig;
import fieldlink.cli.gateway.equipment.Handle;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The radio, shared with every program that asks the daemon's socket. */
final class BlePart implements Part {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final GatewayConfig.Ble config;
    private final Handle<BleSession> handle;

    BlePart(GatewayConfig.Ble config, Handle<BleSession> handle) {
        this.config = config;
        this.handle = handle;
    }

    @Override
    public String name() {
        return "ble";
    }

    @Override
    public Running start() {
        ScanSettings scan = ScanSettings.DEFAULT.withCacheTtl(config.cacheTtl()).withAlways(true);
        BleSettings settings = BleSettings.DEFAULT
                .withScan(scan)
                .withAdapters(config.adapters().toArray(AdapterName[]::new));
        RadioKind.Opened opened = config.air().simulated()
                ? RadioKind.simulated()
                : RadioKind.BLUEZ.open(Optional.ofNullable(config.air().busOrNull()));
        BleSession session = BleSession.open(opened.radio(), settings);
        BleDaemon daemon;
        try {
            daemon = BleDaemon.open(
                    new DaemonSettings(
                            endpoints(),
                            DaemonSettings.Limits.DEFAULT,
                            DaemonSettings.Retention.DEFAULT,
                            settings.links().exclusive()),
                    Centrals.of(session));
        } catch (RuntimeException e) {
            opened.onClose().run();
            session.close();
            throw e;
        }
        handle.bring(session);
        return new Shared(opened, session, daemon, session.client("gateway-health"));
    }

    private Map<Endpoint, Access> endpoints() {
        Map<Endpoint, Access> endpoints = new LinkedHashMap<>();
        String group = config.door().groupOrNull();
        endpoints.put(config.endpoint(), group == null ? Access.GROUP : Access.group(group));
        if (config.door().legacy()) {
            endpoints.put(new Endpoint.Unix(Endpoint.LEGACY_PATH), Access.world());
        }
        return endpoints;
    }

    private final class Shared implements Running {
        private final RadioKind.Opened opened;
        private final BleSession session;
        private final BleDaemon daemon;
        private final BleCentral observer;

        Shared(RadioKind.Opened opened, BleSession session, BleDaemon daemon, BleCentral observer) {
            this.opened = opened;
            this.session = session;
            this.daemon = daemon;
            this.observer = observer;
        }

        @Override
        public String description() {
            return (config.air().simulated() ? "a simulated radio" : "the radio") + " for everybody, at "
                    + config.endpoint();
        }

        @Override
        public boolean makesProgress() throws Exception {
            await(daemon.progress());
            return true;
        }

        @Override
        public List<String> metrics() throws Exception {
            CentralStatus status = await(observer.status());
            RequestCounters counters = status.queue().counters();
            return List.of(
                    "fieldlink_ble_adapters " + status.adapters().size(),
                    "fieldlink_ble_devices " + status.activeDevices(),
                    "fieldlink_ble_links " + status.links().size(),
                    "fieldlink_ble_requests_waiting " + status.queue().waiting(),
                    "fieldlink_ble_requests_total{end=\"completed\"} " + counters.completed(),
                    "fieldlink_ble_requests_total{end=\"failed\"} " + counters.failed(),
                    "fieldlink_ble_requests_total{end=\"timed_out\"} " + counters.timedOut(),
                    "fieldlink_ble_requests_total{end=\"refused\"} " + counters.refused());
        }

        @Override
        public void stop() {
            handle.takeAway();
            daemon.close();
            opened.onClose().run();
            session.close();
        }

        private static <T> T await(CompletionStage<T> stage)
                throws InterruptedException, ExecutionException, TimeoutException {
            return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}

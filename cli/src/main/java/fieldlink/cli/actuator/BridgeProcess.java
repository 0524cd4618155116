package fieldlink.cli.actuator;

import fieldlink.ccm.CcmTransport;
import fieldlink.ccm.config.HouseConfig;
import fieldlink.ccm.engine.BroadcastOutlet;
import fieldlink.ccm.engine.Engine;
import fieldlink.ccm.engine.HousePorts;
import fieldlink.ccm.engine.SystemClock;
import fieldlink.ccm.store.AuditLog;
import fieldlink.ccm.store.StateFile;
import fieldlink.ccm.udp.UdpException;
import fieldlink.ccm.udp.UdpPorts;
import fieldlink.ccm.udp.UdpSettings;
import fieldlink.ccm.udp.UdpTransport;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything that a running bridge is made of, started and stopped in order. */
public final class BridgeProcess implements AutoCloseable {
    private static final int KEEP_DAYS = 90;

    private final CcmTransport transport;
    private final Engine engine;
    private final AuditLog audit;
    private final ControlServer server;
    private final HouseConfig house;
    private final Files files;

    /** @param state where the state file and the audit log live */
    public record Files(Path state, Path socket) {
        Path stateFile() {
            return state.resolve("state.json");
        }

        Path audit() {
            return state.resolve("audit");
        }
    }

    private BridgeProcess(
            CcmTransport transport,
            Engine engine,
            AuditLog audit,
            ControlServer server,
            HouseConfig house,
            Files files) {
        this.transport = transport;
        this.engine = engine;
        this.audit = audit;
        this.server = server;
        this.house = house;
        this.files = files;
    }

    /** @param allowed further users who may command it */
    public static BridgeProcess start(
            HouseConfig house, Optional<String> network, Files files, List<String> allowed, Consumer<String> remarks)
            throws IOException {
        // The socket first: it is what tells a second bridge for the same house that there is one.
        ControlServer server = ControlServer.bind(files.socket(), allowed);
        CcmTransport transport = null;
        try {
            transport = open(house.network(), network);
            StateFile store = new StateFile(files.stateFile(), sendsOn(house.network(), network));
            StateFile.Loaded loaded = store.load();
            loaded.warnings().forEach(remarks);
            AuditLog audit =
                    new AuditLog(files.audit(), house.settings().calibration().zone(), KEEP_DAYS);
            SystemClock clock = new SystemClock(InstantSource.system(), WallTrust::isSet);
            Engine engine = Engine.start(
                    house.settings(),
                    new HousePorts(clock, store, audit),
                    new BroadcastOutlet(transport),
                    loaded.house(),
                    UUID.randomUUID().toString());
            CcmTransport open = transport;
            open.listen(datagram -> engine.hear(datagram, open.address()));
            server.serve(new ControlDesk(engine));
            return new BridgeProcess(transport, engine, audit, server, house, files);
        } catch (RuntimeException e) {
            server.close();
            if (transport != null) {
                transport.close();
            }
            throw e;
        }
    }

    public Engine engine() {
        return engine;
    }

    /** What it was started with. */
    public HouseConfig house() {
        return house;
    }

    /** Its own door, for what speaks to a bridge as another process would. */
    public Bridge door() {
        return new Bridge(files.socket());
    }

    /** Switches off, saves, and only then lets go of the network. */
    @Override
    public void close() {
        server.close();
        engine.close();
        transport.close();
        audit.close();
    }

    static CcmTransport open(HouseConfig.Network configured, Optional<String> named) {
        String network = named.orElse(configured.interfaceOrNull());
        Integer first = configured.firstPortOrNull();
        UdpPorts ports = first == null ? UdpPorts.STANDARD : UdpPorts.from(first);
        try {
            return UdpTransport.open(settings(network).withPorts(ports));
        } catch (UdpException e) {
            throw new CommandFailure(ExitCode.UNREACHABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private static StateFile.Network sendsOn(HouseConfig.Network configured, Optional<String> named) {
        return new StateFile.Network(named.orElse(configured.interfaceOrNull()), configured.firstPortOrNull());
    }

    private static UdpSettings settings(@Nullable String network) {
        if (network == null) {
            return UdpSettings.onDefaultNetwork();
        }
        boolean inside = network.equals("lo") || network.startsWith("127.");
        return inside ? UdpSettings.loopback(network, UdpPorts.STANDARD) : UdpSettings.on(network);
    }
}

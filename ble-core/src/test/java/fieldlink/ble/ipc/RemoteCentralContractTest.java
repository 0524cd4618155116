package fieldlink.ble.ipc;

import fieldlink.ble.BleCentral;
import fieldlink.ble.session.BleSession;
import fieldlink.ble.sim.SimulatedRadioContractTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The contract through a daemon: every client is a connection of its own to a real socket. */
class RemoteCentralContractTest extends SimulatedRadioContractTest {
    @Override
    protected Host openHost(Bench bench) throws Exception {
        return new DaemonHost(BleSession.open(bench.radio(), bench.settings()));
    }

    private static final class DaemonHost implements Host {
        private final Path folder = Files.createTempDirectory(Path.of("/tmp"), "fl");
        private final Endpoint endpoint = new Endpoint.Unix(folder.resolve("ble.sock"));
        private final List<BleCentral> clients = new ArrayList<>();
        private final BleSession session;
        private final BleDaemon daemon;

        DaemonHost(BleSession session) throws Exception {
            this.session = session;
            daemon = BleDaemon.open(DaemonSettings.at(endpoint, Access.GROUP), Centrals.of(session));
        }

        @Override
        public BleCentral client(String name) {
            BleCentral client = new RemoteCentral(DaemonClient.open(endpoint, null));
            clients.add(client);
            return client;
        }

        @Override
        public void close() {
            clients.forEach(BleCentral::close);
            daemon.close();
            session.close();
            folder.resolve("ble.sock.lock").toFile().delete();
            folder.toFile().delete();
        }
    }
}

package fieldlink.ble.ipc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where the daemon is to be found. */
public sealed interface Endpoint {
    /** The first service's path, which every user of the machine can write to. */
    Path LEGACY_PATH = Path.of("/tmp/ble-orchestrator.sock");

    /** What Linux has room for in a socket's address, with the zero at its end. */
    int LONGEST_PATH = 107;

    SocketAddress address();

    record Unix(Path path) implements Endpoint {
        public Unix {
            if (path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
                throw new IllegalArgumentException("socket path " + path + " is longer than the " + LONGEST_PATH
                        + " bytes that Linux allows; choose a shorter directory");
            }
        }

        @Override
        public SocketAddress address() {
            return UnixDomainSocketAddress.of(path);
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    record Tcp(String host, int port) implements Endpoint {
        public Tcp {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("TCP port " + port + " is outside 0..65535");
            }
        }

        @Override
        public SocketAddress address() {
            return new InetSocketAddress(host, port);
        }

        /** Whether only this machine can reach it. */
        public boolean isLoopback() {
            try {
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException e) {
                return false;
            }
        }

        @Override
        public String toString() {
            return "tcp:" + host + ":" + port;
        }
    }

    /**
     * What the first service's variables say. TCP is used when {@code BLE_ORCHESTRATOR_TCP} exists, whatever it holds;
     * else the socket is {@code BLE_ORCHESTRATOR_SOCKET}, or {@code fieldlink/ble.sock} in the runtime directory.
     */
    static Endpoint of(Map<String, String> environment) {
        if (environment.containsKey("BLE_ORCHESTRATOR_TCP")) {
            String port = environment.getOrDefault("BLE_ORCHESTRATOR_PORT", "8378");
            return new Tcp(environment.getOrDefault("BLE_ORCHESTRATOR_HOST", "127.0.0.1"), port(port));
        }
        String path = environment.getOrDefault("BLE_ORCHESTRATOR_SOCKET", "");
        return new Unix(path.isEmpty() ? runtimePath(environment) : Path.of(path));
    }

    /**
     * Where a client looks: what the variables say; without them the runtime directory of the user, that of the system,
     * and the first service's path, in this order, the first that exists.
     */
    static Endpoint find(Map<String, String> environment) {
        Endpoint said = of(environment);
        boolean explicit = said instanceof Tcp || environment.containsKey("BLE_ORCHESTRATOR_SOCKET");
        if (explicit || Files.exists(((Unix) said).path())) {
            return said;
        }
        for (Path path : new Path[] {Path.of("/run/fieldlink/ble.sock"), LEGACY_PATH}) {
            if (Files.exists(path)) {
                return new Unix(path);
            }
        }
        return said;
    }

    private static Path runtimePath(Map<String, String> environment) {
        // systemd sets the first for a service with a RuntimeDirectory, and the second for a person who logged in.
        String service = environment.getOrDefault("RUNTIME_DIRECTORY", "");
        if (!service.isEmpty()) {
            return Path.of(service, "ble.sock");
        }
        String person = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return Path.of(person.isEmpty() ? "/run" : person, "fieldlink", "ble.sock");
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("BLE_ORCHESTRATOR_PORT is '" + text + "'; expected a port number", e);
        }
    }
}

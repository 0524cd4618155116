package fieldlink.cli.gateway.config;

import fieldlink.ble.AdapterName;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.bluez.BusAddress;
import fieldlink.ble.ipc.Endpoint;
import fieldlink.ccm.config.HouseConfig;
import fieldlink.jobs.Retention;
import fieldlink.jobs.robot.serve.RobotConfig;
import fieldlink.jobs.server.ServerSettings;
import fieldlink.powerhub.client.Scene;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a gateway is told. A part without a section is off.
 *
 * @param state where the parts keep what has to survive a restart
 */
public record GatewayConfig(Path state, Health health, Parts parts) {
    /** Where health and metrics are shown. */
    public record Health(String host, int port) {
        public static final Health DEFAULT = new Health("127.0.0.1", 5007);
    }

    /** The parts that are on. */
    public record Parts(
            @Nullable Ble bleOrNull,
            @Nullable PowerHub powerHubOrNull,
            @Nullable Ccm ccmOrNull,
            @Nullable Jobs jobsOrNull,
            @Nullable Robot robotOrNull) {
        public Optional<Ble> ble() {
            return Optional.ofNullable(bleOrNull);
        }

        public Optional<PowerHub> powerHub() {
            return Optional.ofNullable(powerHubOrNull);
        }

        public Optional<Ccm> ccm() {
            return Optional.ofNullable(ccmOrNull);
        }

        public Optional<Jobs> jobs() {
            return Optional.ofNullable(jobsOrNull);
        }

        public Optional<Robot> robot() {
            return Optional.ofNullable(robotOrNull);
        }
    }

    /**
     * The radio and the daemon that shares it.
     *
     * @param adapters the only ones to use; empty for all
     * @param endpoint where other programs find the daemon
     */
    public record Ble(Air air, List<AdapterName> adapters, Duration cacheTtl, Endpoint endpoint, Door door) {
        /** @param busOrNull the D-Bus that BlueZ is on; the system's own when absent */
        public record Air(boolean simulated, @Nullable BusAddress busOrNull) {}

        /**
         * Who comes in.
         *
         * @param groupOrNull the group that the socket is given to
         * @param legacy whether the first service's path is served too, open to every user
         */
        public record Door(@Nullable String groupOrNull, boolean legacy) {}

        public Ble {
            adapters = List.copyOf(adapters);
        }
    }

    /** Hubs by name, and what several of them do together. */
    public record PowerHub(Map<String, DeviceAddress> hubs, List<Scene> scenes) {
        public PowerHub {
            hubs = Collections.unmodifiableMap(new LinkedHashMap<>(hubs));
            scenes = List.copyOf(scenes);
        }
    }

    /** @param allowed further users who may command the bridge */
    public record Ccm(HouseConfig house, List<String> allowed) {
        public Ccm {
            allowed = List.copyOf(allowed);
        }
    }

    /** @param deviceOrNull by what name the gateway itself takes jobs; it takes none when absent */
    public record Jobs(
            ServerSettings server,
            Retention retention,
            @Nullable Database databaseOrNull,
            Chat chat,
            @Nullable String deviceOrNull) {}

    /** @param operators whether the job server's operators come in, with the tokens that they have there */
    public record Robot(RobotConfig host, boolean operators) {}

    /** PostgreSQL instead of a file. */
    public record Database(String url, String user, String password) {
        /** The password stays out of logs. */
        @Override
        public String toString() {
            return url + " as " + user;
        }
    }

    /** What the chat is told; the variables of the environment where it is told nothing. */
    public record Chat(Map<String, String> variables) {
        public Chat {
            variables = Map.copyOf(variables);
        }

        /** The key stays out of logs. */
        @Override
        public String toString() {
            return variables.keySet().toString();
        }
    }
}

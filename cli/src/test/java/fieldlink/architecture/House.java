package fieldlink.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rooms: every package with the module it is part of and the ring it lives in, and the rooms that a technology is
 * kept in (docs/architecture.md). A package that is not listed here is not in the house.
 *
 * @param root the package that everything else is under
 */
record House(String root, Map<String, Room> rooms, List<Technology> technologies) {
    /** From the inside out. Inside a module, arrows point to a smaller ring. */
    enum Ring {
        VOCABULARY,
        DECISIONS,
        SHELL,
        ADAPTER,
        /** The command line and the examples: around every module, free to use them all. */
        OUTSIDE
    }

    record Room(String module, Ring ring) {}

    /** Something that only the named rooms, and those inside them, may import. */
    record Technology(String name, List<String> prefixes, List<String> rooms) {
        boolean owns(String className) {
            return prefixes.stream().anyMatch(className::startsWith);
        }
    }

    static House fieldlink() {
        return new Builder("fieldlink")
                .module("ble", Ring.VOCABULARY, "ble")
                .module("ble", Ring.DECISIONS, "ble.radio")
                .module("ble", Ring.SHELL, "ble.session")
                .module("ble", Ring.DECISIONS, "ble.sensors")
                .module("ble", Ring.DECISIONS, "ble.wire")
                .module("ble", Ring.SHELL, "ble.switchbot")
                .module("ble", Ring.ADAPTER, "ble.bluez")
                .module("ble", Ring.ADAPTER, "ble.ipc")
                .module("ble", Ring.ADAPTER, "ble.sim")
                .module("powerhub", Ring.VOCABULARY, "powerhub")
                .module("powerhub", Ring.SHELL, "powerhub.client")
                .module("powerhub", Ring.ADAPTER, "powerhub.ble", "powerhub.sim")
                .module("ccm", Ring.VOCABULARY, "ccm")
                .module("ccm", Ring.VOCABULARY, "ccm.cadence")
                .module("ccm", Ring.DECISIONS, "ccm.actuator")
                .module("ccm", Ring.SHELL, "ccm.engine")
                .module("ccm", Ring.ADAPTER, "ccm.config")
                .module("ccm", Ring.ADAPTER, "ccm.store")
                .module("ccm", Ring.ADAPTER, "ccm.udp")
                .module("ccm", Ring.ADAPTER, "ccm.sim")
                .module("jobs", Ring.VOCABULARY, "jobs")
                .module("jobs", Ring.DECISIONS, "jobs.rules")
                .module("jobs", Ring.SHELL, "jobs.queue")
                .module("jobs", Ring.ADAPTER, "jobs.store")
                .module("jobs-server", Ring.VOCABULARY, "jobs.server")
                .module("jobs-server", Ring.DECISIONS, "jobs.server.json")
                .module("jobs-server", Ring.SHELL, "jobs.server.access")
                .module("jobs-server", Ring.SHELL, "jobs.server.panel")
                .module("jobs-server", Ring.ADAPTER, "jobs.server.http")
                .module("jobs-server", Ring.ADAPTER, "jobs.server.chat")
                .module("jobs-server", Ring.ADAPTER, "jobs.server.dashboard")
                .module("socketio", Ring.VOCABULARY, "jobs.robot.engineio")
                .module("socketio", Ring.DECISIONS, "jobs.robot.socketio")
                .module("socketio", Ring.ADAPTER, "jobs.robot.undertow", "jobs.robot.client")
                .module("robot", Ring.VOCABULARY, "jobs.robot")
                .module("robot", Ring.DECISIONS, "jobs.robot.rules")
                .module("robot", Ring.SHELL, "jobs.robot.host")
                .module("robot", Ring.ADAPTER, "jobs.robot.worker", "jobs.robot.projects", "jobs.robot.front")
                // Puts the rooms of robot and socketio together; nobody in the house depends on it but the outside.
                .module("robot server", Ring.ADAPTER, "jobs.robot.serve")
                .module("agent", Ring.ADAPTER, "jobs.agent")
                .module("cli", Ring.OUTSIDE, "cli", "cli.main")
                .module("cli", Ring.OUTSIDE, "cli.actuator")
                .module("cli", Ring.OUTSIDE, "cli.ble", "cli.ble.daemon")
                .module("cli", Ring.OUTSIDE, "cli.ccm")
                .module("cli", Ring.OUTSIDE, "cli.doctor")
                .module("cli", Ring.OUTSIDE, "cli.gateway", "cli.gateway.config")
                .module("cli", Ring.OUTSIDE, "cli.gateway.device", "cli.gateway.equipment", "cli.gateway.panel")
                .module("cli", Ring.OUTSIDE, "cli.jobs")
                .module("cli", Ring.OUTSIDE, "cli.powerhub")
                .module("cli", Ring.OUTSIDE, "cli.robot")
                .module("cli", Ring.OUTSIDE, "cli.script")
                .technology("D-Bus", List.of("org.freedesktop.", "org.bluez."), "ble.bluez")
                .technology(
                        "UDP",
                        List.of("java.nio.channels.DatagramChannel", "java.net.Datagram", "java.net.MulticastSocket"),
                        "ccm.udp",
                        "cli.doctor")
                .technology("YAML", List.of("org.yaml."), "ccm.config", "jobs.robot.serve", "cli.script")
                .technology("JDBC", List.of("java.sql.", "org.sqlite.", "org.postgresql."), "jobs.store")
                .technology(
                        "Undertow",
                        List.of("io.undertow.", "org.xnio."),
                        "jobs.server.http",
                        "jobs.robot.undertow",
                        "jobs.robot.serve")
                .technology("picocli", List.of("picocli."), "cli")
                .build();
    }

    boolean isIn(String packageName, List<String> rooms) {
        return rooms.stream().anyMatch(room -> {
            String name = root + "." + room;
            return packageName.equals(name) || packageName.startsWith(name + ".");
        });
    }

    static final class Builder {
        private final String root;
        private final Map<String, Room> rooms = new TreeMap<>();
        private final List<Technology> technologies = new ArrayList<>();

        Builder(String root) {
            this.root = root;
        }

        Builder module(String module, Ring ring, String... packages) {
            for (String name : packages) {
                rooms.put(root + "." + name, new Room(module, ring));
            }
            return this;
        }

        Builder technology(String name, List<String> prefixes, String... rooms) {
            technologies.add(new Technology(name, prefixes, List.of(rooms)));
            return this;
        }

        House build() {
            return new House(root, Map.copyOf(rooms), List.copyOf(technologies));
        }
    }
}

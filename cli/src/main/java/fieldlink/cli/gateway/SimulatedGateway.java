package fieldlink.cli.gateway;

import fieldlink.ble.DeviceAddress;
import fieldlink.ble.ipc.Endpoint;
import fieldlink.ccm.config.ConfigFile;
import fieldlink.ccm.config.HouseConfig;
import fieldlink.ccm.udp.UdpPorts;
import fieldlink.cli.Console;
import fieldlink.cli.actuator.BridgeProcess;
import fieldlink.cli.ble.RadioKind;
import fieldlink.cli.gateway.equipment.Equipment;
import fieldlink.jobs.robot.serve.RobotConfig;
import fieldlink.jobs.server.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A small world to try everything in: loopback only, nothing that needs hardware or root. */
final class SimulatedGateway {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int JOBS_PORT = 5006;
    private static final int ROBOT_PORT = 8000;

    private static final Map<String, DeviceAddress> HUBS = Map.of(
            "lights", DeviceAddress.parse("02:00:00:00:00:21"), "pumps", DeviceAddress.parse("02:00:00:00:00:22"));

    private final Path state;
    private final Console console;

    /** @param state where the parts keep what has to survive */
    SimulatedGateway(Path state, Console console) {
        this.state = state;
        this.console = console;
    }

    /** In the order in which they are started: whoever is used comes before who uses it. */
    List<Part> parts() {
        HouseConfig house = house();
        UdpPorts ports = UdpPorts.from(Objects.requireNonNull(house.network().firstPortOrNull()));
        Equipment equipment = Equipment.none();
        return List.of(
                new BlePart(RadioKind::simulated, Endpoint.of(console.environment()), equipment.radio()),
                new PowerHubPart(HUBS, equipment),
                new GreenhousePart(ports, console::remark),
                new BridgePart(
                        house,
                        new BridgeProcess.Files(state.resolve("house"), state.resolve("actuator.sock")),
                        console::remark,
                        equipment.bridge()),
                new JobsPart(ServerSettings.on(LOOPBACK, JOBS_PORT), state.resolve("jobs"), console),
                new RobotPart(
                        RobotConfig.DEFAULT.at(LOOPBACK, ROBOT_PORT).in(state.resolve("robot")), equipment.robot()));
    }

    private static HouseConfig house() {
        try (InputStream resource = SimulatedGateway.class.getResourceAsStream("simulated-house.yaml")) {
            String text = new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
            return ConfigFile.parse(text)
                    .config()
                    .orElseThrow(() -> new IllegalStateException("the simulated house's own configuration is wrong"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

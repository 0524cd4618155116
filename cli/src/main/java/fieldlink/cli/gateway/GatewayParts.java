package fieldlink.cli.gateway;

import fieldlink.ccm.udp.UdpPorts;
import fieldlink.cli.Console;
import fieldlink.cli.actuator.BridgeProcess;
import fieldlink.cli.gateway.config.GatewayConfig;
import fieldlink.cli.gateway.device.LocalDevice;
import fieldlink.cli.gateway.equipment.Equipment;
import fieldlink.cli.gateway.panel.Panels;
import fieldlink.jobs.agent.Skill;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes parts of a configuration, in the order in which they are started: whoever is used comes before who uses it. */
final class GatewayParts {
    private final GatewayConfig config;
    private final Console console;
    private final Equipment equipment = Equipment.none();

    GatewayParts(GatewayConfig config, Console console) {
        this.config = config;
        this.console = console;
    }

    List<Part> real() {
        List<Part> parts = new ArrayList<>(field());
        parts.addAll(people());
        return parts;
    }

    /** With a world around it, which is there before its bridge and after its job server. */
    List<Part> simulated() {
        GatewayConfig.Ccm house = Objects.requireNonNull(config.parts().ccmOrNull());
        int firstPort = Objects.requireNonNull(house.house().network().firstPortOrNull());
        List<Part> parts = new ArrayList<>();
        parts.add(new GreenhousePart(UdpPorts.from(firstPort), console::remark));
        parts.addAll(real());
        parts.add(new SimulatedDevicesPart(config.state().resolve("devices"), equipment.queue()));
        return parts;
    }

    private List<Part> field() {
        List<Part> parts = new ArrayList<>();
        config.parts().ble().ifPresent(ble -> parts.add(new BlePart(ble, equipment.radio())));
        config.parts().powerHub().ifPresent(hubs -> parts.add(new PowerHubPart(hubs.hubs(), equipment)));
        Path state = config.state();
        // Where 'fieldlink actuator' looks for it.
        Path door = state.resolve("actuator.sock");
        config.parts()
                .ccm()
                .ifPresent(ccm -> parts.add(new BridgePart(
                        ccm,
                        new BridgeProcess.Files(state.resolve("house"), door),
                        console::remark,
                        equipment.bridge())));
        return parts;
    }

    private List<Part> people() {
        List<Part> parts = new ArrayList<>();
        config.parts().robot().ifPresent(robot -> parts.add(new RobotPart(robot, equipment)));
        config.parts()
                .jobs()
                .ifPresent(jobs -> parts.add(new JobsPart(
                        jobs,
                        config.state().resolve("jobs"),
                        equipment,
                        Panels.of(config.parts(), equipment),
                        console)));
        config.parts().jobs().map(GatewayConfig.Jobs::deviceOrNull).ifPresent(device -> {
            List<Skill> skills = LocalDevice.skills(config.parts(), equipment);
            if (!skills.isEmpty()) {
                parts.add(new DevicePart(device, skills, config.state().resolve("device"), equipment.queue()));
            }
        });
        return parts;
    }
}

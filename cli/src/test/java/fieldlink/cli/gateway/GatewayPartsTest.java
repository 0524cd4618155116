package fieldlink.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.Console;
import fieldlink.cli.gateway.config.GatewayConfig;
import fieldlink.cli.gateway.device.LocalDevice;
import fieldlink.cli.gateway.equipment.Equipment;
import fieldlink.jobs.Capability;
import fieldlink.jobs.Effect;
import fieldlink.jobs.agent.Skill;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatewayPartsTest {
    private final Console console = new Console(
            InputStream.nullInputStream(),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            Map.of("XDG_STATE_HOME", "/nowhere"),
            false);
    private final GatewayConfig simulated = SimulatedConfig.read(Optional.of(20_000), console);

    @Test
    void whoeverIsUsedStartsBeforeWhoUsesIt() {
        assertThat(new GatewayParts(simulated, console).simulated())
                .extracting(Part::name)
                .containsExactly("greenhouse", "ble", "powerhub", "ccm", "robot", "jobs", "device", "devices");
    }

    @Test
    void theGatewayOffersWhatItIsConfiguredWith() {
        List<Capability> offered = LocalDevice.skills(simulated.parts(), Equipment.none()).stream()
                .map(Skill::capability)
                .toList();
        assertThat(offered)
                .extracting(Capability::name)
                .containsExactlyInAnyOrder(
                        "ble.scan",
                        "ble.read",
                        "ble.send",
                        "powerhub.set",
                        "powerhub.fade",
                        "powerhub.blink",
                        "powerhub.strobe",
                        "powerhub.scene",
                        "powerhub.telemetry",
                        "actuator.set",
                        "actuator.open",
                        "actuator.close",
                        "actuator.stop",
                        "actuator.run",
                        "robot.call",
                        "script.run");
        assertThat(offered)
                .filteredOn(one -> one.name().startsWith("actuator."))
                .as("a motor never moves twice for one job")
                .allMatch(one -> one.effect() == Effect.ONCE);
        assertThat(offered)
                .filteredOn(Capability::dangerous)
                .extracting(Capability::name)
                .containsExactlyInAnyOrder(
                        "ble.send",
                        "actuator.set",
                        "actuator.open",
                        "actuator.close",
                        "actuator.run",
                        "robot.call",
                        "script.run");
    }

    @Test
    void twoSimulatedGatewaysCanRunSideBySide() {
        assertThat(simulated.health().port()).isEqualTo(20_001);
        assertThat(simulated.parts().jobs().orElseThrow().server().port()).isEqualTo(20_000);
        assertThat(simulated.parts().robot().orElseThrow().host().port()).isEqualTo(20_002);
        assertThat(simulated.parts().ccm().orElseThrow().house().network().firstPortOrNull())
                .isEqualTo(20_003);
    }
}

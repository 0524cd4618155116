package fieldlink.powerhub.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fieldlink.powerhub.Channel;
import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.HubException;
import fieldlink.powerhub.Level;
import fieldlink.powerhub.UnsafeCommands;
import fieldlink.powerhub.sim.FirmwareAge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScenePlayerTest {
    private static final Scene EVENING = new Scene(
            "evening",
            List.of(
                    new Scene.Step("porch", level("bright", 0, 255)),
                    new Scene.Step("shed", level("dim", 1, 40)),
                    new Scene.Step("porch", level("warm", 5, 99))));

    @Test
    void everyCommandGoesToItsOwnHub() {
        try (SimulatedHub porch = new SimulatedHub(FirmwareAge.HEAD);
                SimulatedHub shed = new SimulatedHub(FirmwareAge.D5E99A2)) {
            SceneReport report = new ScenePlayer(Map.of("porch", porch.client, "shed", shed.client)).play(EVENING);
            assertThat(report.isComplete()).isTrue();
            assertThat(porch.client.readLevels().encode().hex()).isEqualTo("ff0000000063");
            assertThat(shed.client.readLevels().encode().hex()).isEqualTo("002800000000");
        }
    }

    @Test
    void aHubThatIsNotKnownStopsTheSceneBeforeItStarts() {
        try (SimulatedHub porch = new SimulatedHub(FirmwareAge.HEAD)) {
            ScenePlayer player = new ScenePlayer(Map.of("porch", porch.client));
            assertThat(player.missing(EVENING)).containsExactly("shed");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> player.play(EVENING))
                    .withMessageContaining("shed");
            assertThat(porch.client.readLevels().encode().hex()).isEqualTo("000000000000");
        }
    }

    @Test
    void oneSilentHubDoesNotKeepTheOthersDark() {
        try (SimulatedHub porch = new SimulatedHub(FirmwareAge.HEAD);
                SimulatedHub shed = new SimulatedHub(FirmwareAge.HEAD)) {
            porch.client.forceSleep();
            SceneReport report = new ScenePlayer(Map.of("porch", porch.client, "shed", shed.client)).play(EVENING);
            assertThat(report.isComplete()).isFalse();
            assertThat(report.outcomes().get(0))
                    .isInstanceOfSatisfying(
                            SceneReport.Failed.class,
                            failed -> assertThat(failed.reason().status()).isEqualTo(HubException.Status.UNREACHABLE));
            assertThat(report.outcomes().get(1)).isInstanceOf(SceneReport.Queued.class);
            assertThat(report.outcomes().get(2)).isInstanceOf(SceneReport.Failed.class);
            assertThat(shed.client.readLevels().of(Channel.of(1))).isEqualTo(Level.of(40));
        }
    }

    @Test
    void aPresetCannotHoldWhatRebootsAHub() {
        CommandBatch batch = CommandBatch.unsafe(List.of(UnsafeCommands.blink(Channel.of(0), Duration.ofMillis(19))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Preset("party", batch))
                .withMessageContaining("blink period 19 ms would reboot the hub");
    }

    private static Preset level(String name, int channel, int level) {
        return new Preset(name, CommandBatch.of(new ChannelCommand.Set(Channel.of(channel), Level.of(level))));
    }
}

package fieldlink.powerhub.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fieldlink.powerhub.Channel;
import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.HubCharacteristic;
import fieldlink.powerhub.Level;
import fieldlink.powerhub.WireBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The four command examples of the published document, as printed: what the firmware does with them, and what to send
 * for what the document says they mean. Only the first is right; two reboot the hub.
 */
class DocumentExamplesTest {
    private final List<HubEvent> events = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(FirmwareAge.class)
    void channelZeroToFullBrightness(FirmwareAge age) {
        HubSimulator hub = sent("00 00 FF", age);
        assertThat(hub.levels().hex()).isEqualTo("ff0000000000");
        assertThat(hex(new ChannelCommand.Set(Channel.of(0), Level.FULL))).isEqualTo("0000ff");
    }

    @ParameterizedTest
    @EnumSource(FirmwareAge.class)
    void aFadeOfTwoSecondsIsPrintedAsOneOfTwoMilliseconds(FirmwareAge age) {
        sent("01 01 80 00 02", age);
        assertThat(events).containsExactly(new HubEvent.Fade(0, 1, 4111, 2));
        assertThat(hex(new ChannelCommand.Fade(Channel.of(1), Level.of(128), Duration.ofSeconds(2))))
                .isEqualTo("01018007d0");
    }

    @ParameterizedTest
    @EnumSource(FirmwareAge.class)
    void aBlinkOfOneSecondIsPrintedAsOneThatRebootsTheHub(FirmwareAge age) {
        sent("02 02 00 04", age);
        assertThat(events).anyMatch(HubEvent.Crashed.class::isInstance);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandBatch.of(decoded("02 02 00 04")))
                .withMessageContaining("blink period 4 ms would reboot the hub");
        assertThat(hex(new ChannelCommand.Blink(Channel.of(2), Duration.ofSeconds(1))))
                .isEqualTo("020203e8");
    }

    @ParameterizedTest
    @EnumSource(FirmwareAge.class)
    void aStrobeOfFiveFlashesIsPrintedAsOneThatRebootsTheHub(FirmwareAge age) {
        sent("03 03 05 00 02 00 C8", age);
        assertThat(events).anyMatch(HubEvent.Crashed.class::isInstance);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandBatch.of(decoded("03 03 05 00 02 00 C8")))
                .withMessageContaining("strobe total 2 ms would reboot the hub: 5 flashes need at least 100 ms");
    }

    /** "Five times, 500 ms each, 200 ms apart" can mean three things; a gap between flashes is not one of them. */
    @Test
    void whatTheStrobeMayHaveMeant() {
        Duration pause = Duration.ofMillis(200);
        assertThat(hex(new ChannelCommand.Strobe(Channel.of(3), 5, Duration.ofMillis(500), pause)))
                .as("a burst of 500 ms")
                .isEqualTo("03030501f400c8");
        assertThat(hex(ChannelCommand.Strobe.perFlash(Channel.of(3), 5, Duration.ofMillis(500), pause)))
                .as("500 ms for a flash and its dark half")
                .isEqualTo("03030509c400c8");
        assertThat(hex(ChannelCommand.Strobe.perFlash(Channel.of(3), 5, Duration.ofSeconds(1), pause)))
                .as("500 ms of light in each flash")
                .isEqualTo("030305138800c8");
    }

    private HubSimulator sent(String printed, FirmwareAge age) {
        HubSimulator hub = new HubSimulator(age);
        hub.listen(events::add);
        assertThat(hub.write(HubCharacteristic.CONTROL, WireBytes.parse(printed))
                        .isSuccess())
                .as("the hub acknowledges even what it will not survive")
                .isTrue();
        return hub;
    }

    private static ChannelCommand decoded(String printed) {
        return ChannelCommand.decode(WireBytes.parse(printed), 0);
    }

    private static String hex(ChannelCommand command) {
        return CommandBatch.of(command).encode().hex();
    }
}

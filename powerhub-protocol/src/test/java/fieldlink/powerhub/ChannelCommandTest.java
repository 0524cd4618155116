package fieldlink.powerhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelCommandTest {
    private static final Channel CHANNEL = Channel.of(3);

    @ParameterizedTest
    @ValueSource(ints = {20, 21, 1000, 65535})
    void blinksThatTheTimerCanCount(int millis) {
        assertThat(new ChannelCommand.Blink(CHANNEL, ms(millis)).hazard()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 19})
    void refusesABlinkThatReboots(int millis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelCommand.Blink(CHANNEL, ms(millis)))
                .withMessage("blink period " + millis + " ms would reboot the hub: the shortest is 20 ms, because half"
                        + " a period must last a timer tick of 10 ms");
    }

    @Test
    void refusesABlinkThatIsIgnored() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelCommand.Blink(CHANNEL, Duration.ZERO))
                .withMessage("blink period 0 ms is ignored by the firmware; the shortest is 20 ms");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 5", "255, 5", "255, 65535", "1, 1", "254, 4"})
    void fadesThatTheTimerCanCount(int level, int millis) {
        assertThat(new ChannelCommand.Fade(CHANNEL, Level.of(level), ms(millis)).duration())
                .isEqualTo(ms(millis));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 4", "255, 1", "255, 4"})
    void refusesAFadeThatReboots(int level, int millis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelCommand.Fade(CHANNEL, Level.of(level), ms(millis)))
                .withMessageContaining("fade to level " + level + " in " + millis + " ms would reboot the hub");
    }

    @ParameterizedTest
    @CsvSource({"1, 20, 0", "5, 100, 10", "255, 5100, 0", "3, 65535, 65535"})
    void strobesThatTheTimerCanCount(int count, int total, int pause) {
        assertThat(new ChannelCommand.Strobe(CHANNEL, count, ms(total), ms(pause)).count())
                .isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 100, 0, strobe count 0 is ignored",
        "5, 0, 0, strobe total 0 ms is ignored",
        "5, 99, 0, strobe total 99 ms would reboot the hub: 5 flashes need at least 100 ms",
        "255, 5099, 0, strobe total 5099 ms would reboot",
        "5, 100, 1, strobe pause 1 ms would reboot the hub after the first burst",
        "5, 100, 9, strobe pause 9 ms would reboot",
        "256, 65535, 0, strobe count 256 is outside 1 to 255",
        "1, 65536, 0, outside 0 to 65535 ms"
    })
    void refusesAStrobeThatIsIgnoredOrReboots(int count, int total, int pause, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelCommand.Strobe(CHANNEL, count, ms(total), ms(pause)))
                .withMessageContaining(reason);
    }

    @Test
    void aFlashAtATimeIsHowPeopleThinkOfAStrobe() {
        assertThat(CommandBatch.of(ChannelCommand.Strobe.perFlash(CHANNEL, 5, ms(500), ms(200)))
                        .encode()
                        .hex())
                .isEqualTo("03030509c400c8");
    }

    @Test
    void refusesTimesTheWireCannotHold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelCommand.Blink(CHANNEL, Duration.ofNanos(20_500_000)))
                .withMessageContaining("not a whole number of milliseconds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelCommand.Blink(CHANNEL, Duration.ofSeconds(Long.MAX_VALUE)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelCommand.Blink(CHANNEL, ms(-20)))
                .withMessageContaining("outside 0 to 65535 ms");
    }

    @Test
    void unsafeCommandsSayWhatTheyDo() {
        ChannelCommand crash = UnsafeCommands.blink(CHANNEL, ms(4));
        assertThat(crash.hazard()).hasValueSatisfying(hazard -> {
            assertThat(hazard.effect()).isEqualTo(Hazard.Effect.REBOOTS);
            assertThat(hazard.reason()).contains("4 ms", "20 ms");
        });
        assertThat(UnsafeCommands.strobe(CHANNEL, 0, ms(0), ms(0)).hazard())
                .hasValueSatisfying(hazard -> assertThat(hazard.effect()).isEqualTo(Hazard.Effect.IGNORED));
        assertThat(UnsafeCommands.blink(CHANNEL, ms(20))).isEqualTo(new ChannelCommand.Blink(CHANNEL, ms(20)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelCommand.Unsafe(Mode.BLINK, CHANNEL, 1000))
                .withMessageContaining("is safe");
    }

    @Test
    void onlyTheUnsafeDoorTakesUnsafeCommands() {
        List<ChannelCommand> commands =
                List.of(new ChannelCommand.Set(CHANNEL, Level.FULL), UnsafeCommands.blink(CHANNEL, ms(4)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandBatch.of(commands))
                .withMessageStartingWith("command 2 of 2: blink period 4 ms would reboot the hub");
        assertThat(CommandBatch.unsafe(commands).isSafe()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, a command of mode and channel, the end",
        "00, 1, a command of mode and channel, one stray byte",
        "040000, 0, 'mode 0 (set), 1 (fade), 2 (blink) or 3 (strobe)', 4",
        "ff, 1, a command of mode and channel, one stray byte",
        "0101ff07, 4, 3 parameter bytes of a fade, 2 bytes to the end",
        "0106ff07, 4, 3 parameter bytes of a fade, 2 bytes to the end",
        "0006ff, 1, a channel from 0 to 5, 6",
        "0000ff0300, 5, 5 parameter bytes of a strobe, 0 bytes to the end",
        "0000ff00, 4, a command of mode and channel, one stray byte"
    })
    void saysWhereAFrameBreaks(String hex, int offset, String expected, String found) {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CommandBatch.decode(WireBytes.parse(hex)))
                .satisfies(e -> {
                    assertThat(e.offset()).isEqualTo(offset);
                    assertThat(e.expected()).isEqualTo(expected);
                    assertThat(e.found()).isEqualTo(found);
                });
    }

    @Test
    void aBatchHasBounds() {
        ChannelCommand strobe = new ChannelCommand.Strobe(CHANNEL, 1, ms(20), ms(0));
        List<ChannelCommand> tooMany = Collections.nCopies(37, strobe);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandBatch.of(tooMany))
                .withMessageContaining("259 bytes does not fit the hub's buffer of 256");
        assertThatIllegalArgumentException().isThrownBy(() -> CommandBatch.of());
        assertThat(CommandBatch.split(tooMany, BatchLimits.forMtu(23)))
                .hasSize(19)
                .allMatch(batch -> batch.encodedLength() <= 20);
        assertThat(CommandBatch.split(tooMany, BatchLimits.DEFAULT)).hasSize(3);
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> CommandBatch.decode(WireBytes.of(new byte[258])))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(256));
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }
}

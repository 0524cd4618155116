package fieldlink.powerhub.sim;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.powerhub.BatchLimits;
import fieldlink.powerhub.Channel;
import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.ChannelLevels;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.Hazard;
import fieldlink.powerhub.HubCharacteristic;
import fieldlink.powerhub.Level;
import fieldlink.powerhub.MonitorLayout;
import fieldlink.powerhub.PowerCommand;
import fieldlink.powerhub.PowerLayout;
import fieldlink.powerhub.PowerSettings;
import fieldlink.powerhub.Telemetry;
import fieldlink.powerhub.TelemetryDraft;
import fieldlink.powerhub.UnsafeCommands;
import fieldlink.powerhub.WireBytes;
import fieldlink.powerhub.WireFormatException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PowerHubPropertiesTest {
    private static final int U16 = 0xffff;

    @Property
    void decodingEndsInAValueOrInAWireFormatException(@ForAll @Size(max = 300) byte[] bytes) {
        WireBytes frame = WireBytes.of(bytes);
        tried(frame, CommandBatch::decode)
                .ifPresent(batch -> assertThat(batch.encode()).isEqualTo(frame));
        tried(frame, PowerCommand::decode)
                .ifPresent(command -> assertThat(command.encode()).isEqualTo(frame));
        tried(frame, PowerSettings::decode)
                .ifPresent(settings -> assertThat(settings.encode()).isEqualTo(frame));
        tried(frame, ChannelLevels::decode)
                .ifPresent(levels -> assertThat(levels.encode()).isEqualTo(frame));
        tried(frame, Telemetry::decode)
                .ifPresent(telemetry -> assertThat(telemetry.encode()).isEqualTo(frame));
    }

    @Property
    void settingsOfEveryLayoutKeepTheirBytes(@ForAll PowerLayout layout, @ForAll @Size(16) byte[] bytes) {
        WireBytes frame = WireBytes.of(bytes).slice(0, layout.length());
        PowerSettings settings = PowerSettings.decode(layout, frame);
        assertThat(settings.encode()).isEqualTo(frame);
        for (var field : layout.fields()) {
            assertThat(settings.raw(field)).isPresent();
        }
    }

    @Property
    void commandsSurviveARoundTrip(@ForAll("commands") List<ChannelCommand> commands) {
        CommandBatch batch = CommandBatch.unsafe(commands);
        assertThat(CommandBatch.decode(batch.encode())).isEqualTo(batch);
    }

    @Property
    void telemetrySurvivesARoundTrip(@ForAll("telemetry") Telemetry telemetry) {
        assertThat(Telemetry.decode(telemetry.encode())).isEqualTo(telemetry);
        assertThat(Telemetry.decodeNotification(telemetry.layout(), telemetry.encode()))
                .isEqualTo(telemetry);
    }

    @Property
    void splittingAndJoiningChangesNothing(
            @ForAll("commands") List<ChannelCommand> commands,
            @ForAll @IntRange(min = 1, max = 16) int atMost,
            @ForAll @IntRange(min = 7, max = 253) int bytes) {
        CommandBatch batch = CommandBatch.unsafe(commands);
        List<CommandBatch> pieces = batch.split(new BatchLimits(atMost, bytes));
        assertThat(pieces).allSatisfy(piece -> {
            assertThat(piece.commands()).hasSizeLessThanOrEqualTo(atMost);
            assertThat(piece.encodedLength()).isLessThanOrEqualTo(bytes);
        });
        assertThat(CommandBatch.join(pieces)).isEqualTo(batch);
    }

    @Property
    void codecAndFirmwareAgreeOnWhatIsWellFormed(@ForAll("almostCommands") byte[] bytes) {
        WireBytes frame = WireBytes.of(bytes);
        Optional<CommandBatch> decoded = tried(frame, CommandBatch::decode);
        WriteReport report = new HubSimulator(FirmwareAge.HEAD).write(HubCharacteristic.CONTROL, frame);
        boolean queueFull = report.status().equals(OptionalInt.of(0x11));
        if (decoded.isPresent()) {
            assertThat(report.isSuccess() || queueFull)
                    .as("the firmware takes what the codec reads")
                    .isTrue();
        } else {
            assertThat(report.isSuccess())
                    .as("the firmware refuses what the codec refuses")
                    .isFalse();
        }
    }

    @Property
    void codecAndFirmwareAgreeOnPowerCommands(@ForAll @Size(max = 5) byte[] bytes) {
        WireBytes frame = WireBytes.of(bytes);
        if (tried(frame, PowerCommand::decode).isEmpty()) {
            assertThat(new HubSimulator(FirmwareAge.HEAD)
                            .write(HubCharacteristic.POWER, frame)
                            .isSuccess())
                    .isFalse();
        }
    }

    /** The whole point of the safety limits: what can be built can be run, and what cannot be built cannot. */
    @Property(tries = 2000)
    void aCommandIsRefusedExactlyWhenTheFirmwareWouldNotCarryItOut(@ForAll("anyCommand") ChannelCommand command) {
        HubSimulator hub = new HubSimulator(FirmwareAge.HEAD);
        List<HubEvent> events = new ArrayList<>();
        hub.listen(events::add);
        hub.write(
                HubCharacteristic.CONTROL, CommandBatch.unsafe(List.of(command)).encode());
        int carriedOut = hub.flash().levelCommits();
        // Long enough for the longest burst of a strobe to end.
        hub.advance(Duration.ofMinutes(3));
        boolean crashed = events.stream().anyMatch(HubEvent.Crashed.class::isInstance);
        Optional<Hazard.Effect> effect = command.hazard().map(Hazard::effect);
        assertThat(crashed).isEqualTo(effect.equals(Optional.of(Hazard.Effect.REBOOTS)));
        if (!crashed) {
            assertThat(carriedOut == 0).isEqualTo(effect.equals(Optional.of(Hazard.Effect.IGNORED)));
        }
    }

    @Provide
    Arbitrary<List<ChannelCommand>> commands() {
        return anyCommand().list().ofMinSize(1).ofMaxSize(36);
    }

    @Provide
    Arbitrary<ChannelCommand> anyCommand() {
        Arbitrary<Channel> channel = Arbitraries.integers().between(0, 5).map(Channel::of);
        Arbitrary<Level> level = Arbitraries.of(0, 1, 127, 254, 255).map(Level::of);
        Arbitrary<Duration> time = Arbitraries.oneOf(
                        Arbitraries.integers().between(0, 120),
                        Arbitraries.integers().between(0, U16))
                .map(Duration::ofMillis);
        Arbitrary<Integer> count = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 6), Arbitraries.integers().between(0, 255));
        return Arbitraries.oneOf(
                Combinators.combine(channel, level).as(ChannelCommand.Set::new),
                Combinators.combine(channel, level, time).as(UnsafeCommands::fade),
                Combinators.combine(channel, time).as(UnsafeCommands::blink),
                Combinators.combine(channel, count, time, time).as(UnsafeCommands::strobe));
    }

    /** Bytes that are mostly commands, so that the interesting mistakes come up. */
    @Provide
    Arbitrary<byte[]> almostCommands() {
        Arbitrary<byte[]> whole = commands()
                .map(commands -> CommandBatch.unsafe(commands).encode().toByteArray());
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
        Arbitrary<byte[]> spoilt = Combinators.combine(
                        whole, Arbitraries.integers().between(0, 252), Arbitraries.bytes())
                .as((bytes, at, value) -> {
                    bytes[at % bytes.length] = value;
                    return bytes;
                });
        Arbitrary<byte[]> cut = Combinators.combine(
                        whole, Arbitraries.integers().between(0, 252))
                .as((bytes, length) -> Arrays.copyOf(bytes, Math.min(length, bytes.length)));
        return Arbitraries.oneOf(whole, noise, spoilt, cut);
    }

    @Provide
    Arbitrary<Telemetry> telemetry() {
        Arbitrary<OptionalInt> temperature = Arbitraries.integers()
                .between(Short.MIN_VALUE + 1, Short.MAX_VALUE)
                .map(OptionalInt::of)
                .injectNull(0.2)
                .map(value -> value == null ? OptionalInt.empty() : value);
        Arbitrary<List<Integer>> currents =
                Arbitraries.floats().map(Float::floatToRawIntBits).list().ofSize(7);
        return Combinators.combine(
                        Arbitraries.of(MonitorLayout.values()),
                        Arbitraries.integers().between(0, U16),
                        temperature,
                        temperature,
                        currents,
                        Arbitraries.integers().between(0, 0x1f))
                .as((layout, supply, power, control, bits, flags) -> {
                    TelemetryDraft draft = new TelemetryDraft(layout)
                            .supply(supply)
                            .powerTemperature(power)
                            .controlTemperature(control)
                            .flags(flags | 0x08);
                    for (int i = 0; i < layout.channels(); i++) {
                        draft.currentBits(Channel.of(i), bits.get(i));
                    }
                    return layout.hasTotal() ? draft.totalBits(bits.get(6)).build() : draft.build();
                });
    }

    private static <T> Optional<T> tried(WireBytes frame, Function<WireBytes, T> decoder) {
        try {
            return Optional.of(decoder.apply(frame));
        } catch (WireFormatException e) {
            assertThat(e.offset()).isBetween(0, frame.length());
            assertThat(e.expected()).isNotBlank();
            assertThat(e.found()).isNotBlank();
            return Optional.empty();
        }
    }
}

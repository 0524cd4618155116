package fieldlink.powerhub.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import fieldlink.powerhub.AttError;
import fieldlink.powerhub.Channel;
import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.ChannelLevels;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.HubException;
import fieldlink.powerhub.HubLink;
import fieldlink.powerhub.HubLink.Delivery;
import fieldlink.powerhub.Level;
import fieldlink.powerhub.PowerField;
import fieldlink.powerhub.PowerSettings;
import fieldlink.powerhub.Profile;
import fieldlink.powerhub.UnsafeCommands;
import fieldlink.powerhub.sim.FirmwareAge;
import fieldlink.powerhub.sim.HubEvent;
import fieldlink.powerhub.sim.HubSimulator;
import fieldlink.powerhub.sim.Quirks;
import fieldlink.powerhub.sim.SimulatedConnector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HubClientTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Channel FIRST = Channel.of(0);

    @ParameterizedTest
    @CsvSource({"D5E99A2, DOC_2025_11", "HEAD, CURRENT"})
    void findsOutTheFirmwareByReading(FirmwareAge age, Profile profile) {
        try (SimulatedHub hub = new SimulatedHub(age)) {
            assertThat(hub.client.profile()).isEqualTo(profile);
            assertThat(hub.client.readTelemetry().layout())
                    .isEqualTo(profile.monitor().orElseThrow());
        }
    }

    @ParameterizedTest
    @EnumSource(FirmwareAge.class)
    void confirmsThatABatchRan(FirmwareAge age) {
        try (SimulatedHub hub = new SimulatedHub(age)) {
            Confirmation confirmation = hub.client.sendAndConfirm(CommandBatch.of(
                    new ChannelCommand.Blink(FIRST, SECOND),
                    set(1, 77),
                    new ChannelCommand.Fade(Channel.of(2), Level.FULL, SECOND)));
            assertThat(confirmation).isInstanceOf(Confirmation.Confirmed.class);
            assertThat(confirmation.seen().encode().hex()).isEqualTo("004dff000000");
        }
    }

    @Test
    void saysSoWhenABatchLeavesNothingToLookAt() {
        try (SimulatedHub hub = new SimulatedHub(FirmwareAge.HEAD)) {
            assertThat(hub.client.sendAndConfirm(CommandBatch.of(set(0, 5), new ChannelCommand.Blink(FIRST, SECOND))))
                    .isInstanceOf(Confirmation.Unobservable.class);
        }
    }

    @Test
    void reportsABatchThatIsQueuedBehindAFade() {
        try (SimulatedHub hub = new SimulatedHub(FirmwareAge.HEAD, 256, new Quirks(Quirks.Oversize.REJECTED, true))) {
            hub.client.send(
                    CommandBatch.of(new ChannelCommand.Fade(FIRST, Level.of(9), SECOND)), Delivery.ACKNOWLEDGED);
            Confirmation waiting = hub.client.sendAndConfirm(CommandBatch.of(set(0, 200)));
            assertThat(waiting).isInstanceOf(Confirmation.Unconfirmed.class);
            assertThat(waiting.seen().of(FIRST)).isEqualTo(Level.of(9));
            hub.connector.advance(SECOND);
            assertThat(hub.client.readLevels().of(FIRST)).isEqualTo(Level.of(200));
        }
    }

    @Test
    void splitsBetweenCommandsWhatTheConnectionCannotCarry() {
        try (SimulatedHub hub = new SimulatedHub(FirmwareAge.HEAD, 23, Quirks.DEFAULT)) {
            List<ChannelCommand> commands = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                commands.add(set(i % Channel.COUNT, i));
            }
            hub.client.send(CommandBatch.of(commands), Delivery.UNACKNOWLEDGED);
            assertThat(hub.client.readLevels().encode().hex()).isEqualTo("242526272223");
        }
    }

    @Test
    void sendsNothingOfABatchWithACommandThatWouldRebootTheHub() {
        try (SimulatedHub hub = new SimulatedHub(FirmwareAge.HEAD)) {
            CommandBatch batch =
                    CommandBatch.unsafe(List.of(set(0, 255), UnsafeCommands.blink(FIRST, Duration.ofMillis(4))));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> hub.client.send(batch, Delivery.ACKNOWLEDGED))
                    .withMessageContaining("command 2 of 2: blink period 4 ms would reboot the hub");
            assertThat(hub.client.readLevels().of(FIRST)).isEqualTo(Level.OFF);
        }
    }

    @Test
    void theLaboratoryDoorRebootsTheHubAndTheNextCallConnectsAgain() {
        try (SimulatedHub hub = new SimulatedHub(FirmwareAge.HEAD)) {
            hub.client.sendUnsafe(
                    CommandBatch.unsafe(List.of(set(1, 9), UnsafeCommands.blink(FIRST, Duration.ofMillis(4)))),
                    Delivery.ACKNOWLEDGED);
            assertThat(hub.events).anyMatch(HubEvent.Crashed.class::isInstance);
            assertThat(hub.client.readLevels().of(Channel.of(1)))
                    .as("HEAD restores what was stored before the crash")
                    .isEqualTo(Level.of(9));
        }
    }

    @Test
    void mapsAFullQueue() {
        try (SimulatedHub hub = new SimulatedHub(FirmwareAge.HEAD, 256, new Quirks(Quirks.Oversize.REJECTED, true))) {
            hub.client.send(
                    CommandBatch.of(new ChannelCommand.Fade(FIRST, Level.of(9), SECOND)), Delivery.ACKNOWLEDGED);
            CommandBatch sixteen = CommandBatch.of(Collections.nCopies(16, set(0, 1)));
            hub.client.send(sixteen, Delivery.ACKNOWLEDGED);
            assertThatExceptionOfType(HubException.class)
                    .isThrownBy(() -> hub.client.send(sixteen, Delivery.ACKNOWLEDGED))
                    .withMessageContaining("queue is full")
                    .satisfies(e -> assertThat(e.attError()).contains(AttError.INSUFFICIENT_RESOURCES));
        }
    }

    @ParameterizedTest
    @CsvSource({"10000, 11000", "14000, 15000", "12500, 60000", "1, 2", "13000, 13100", "65534, 65535"})
    void setsBothVoltagesWhereverTheyWere(int sleep, int wake) {
        try (SimulatedHub hub = new SimulatedHub(FirmwareAge.D5E99A2)) {
            PowerSettings now = hub.client.setVoltages(sleep, wake);
            assertThat(now.value(PowerField.SLEEP)).hasValue(sleep);
            assertThat(now.value(PowerField.WAKE)).hasValue(wake);
            assertThat(hub.hub.flash().thresholds().wakeMillivolts()).isEqualTo(wake);
        }
    }

    @Test
    void setsTemperatures() {
        try (SimulatedHub hub = new SimulatedHub(FirmwareAge.HEAD)) {
            PowerSettings now = hub.client.setTemperatures(5000, 4000);
            assertThat(now.value(PowerField.HIGH)).hasValue(5000);
            assertThat(now.value(PowerField.RECOVER)).hasValue(4000);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> hub.client.setTemperatures(5000, 5000))
                    .withMessageContaining("high temperature 5000 must be above recover temperature 5000");
        }
    }

    @Test
    void tellsWhenTheHubCannotStoreAThreshold() {
        try (SimulatedHub hub = new SimulatedHub(FirmwareAge.HEAD)) {
            hub.hub.flash().setFailing(true);
            assertThatExceptionOfType(HubException.class)
                    .isThrownBy(() -> hub.client.setVoltages(12000, 13000))
                    .satisfies(e -> assertThat(e.attError()).contains(AttError.UNLIKELY))
                    .withMessageContaining("could not store it");
        }
    }

    @ParameterizedTest
    @EnumSource(FirmwareAge.class)
    void streamsTelemetry(FirmwareAge age) throws InterruptedException {
        try (SimulatedHub hub = new SimulatedHub(age)) {
            hub.hub.sensors().setSupplyMillivolts(14_200);
            BlockingQueue<TelemetryEvent> stream = new LinkedBlockingQueue<>();
            hub.client.followTelemetry(stream::add);
            hub.connector.advance(Duration.ofSeconds(4));
            TelemetryEvent first = next(stream);
            assertThat(first)
                    .asInstanceOf(type(TelemetryEvent.Measured.class))
                    .satisfies(measured ->
                            assertThat(measured.telemetry().supplyMillivolts()).hasValue(14_200));
            hub.client.stopTelemetry();
            stream.clear();
            hub.connector.advance(Duration.ofSeconds(4));
            assertThat(stream).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"D5E99A2, 39", "HEAD, 35"})
    void tellsWhenTheConnectionCutsNotifications(FirmwareAge age, int needed) throws InterruptedException {
        try (SimulatedHub hub = new SimulatedHub(age, 23, Quirks.DEFAULT)) {
            BlockingQueue<TelemetryEvent> stream = new LinkedBlockingQueue<>();
            hub.client.followTelemetry(stream::add);
            hub.connector.advance(Duration.ofSeconds(2));
            assertThat(next(stream)).isEqualTo(new TelemetryEvent.Truncated(20, needed));
        }
    }

    @Test
    void noticesAReadThatWasTornBetweenItsPieces() {
        try (SimulatedHub hub = new SimulatedHub(FirmwareAge.HEAD, 23, Quirks.DEFAULT)) {
            hub.client.send(CommandBatch.of(new ChannelCommand.Blink(FIRST, SECOND)), Delivery.ACKNOWLEDGED);
            hub.connector.dropLink();
            hub.connector.setPieceDelay(SECOND);
            // The load changes with the lamp, and the lamp with the time that a read in pieces takes.
            int[] code = {0};
            hub.onEvent(event -> hub.hub.sensors().setAdcCodes(Collections.nCopies(8, code[0]++ & 0xfff)));
            assertThatExceptionOfType(HubException.class)
                    .isThrownBy(hub.client::readTelemetry)
                    .satisfies(e -> assertThat(e.status()).isEqualTo(HubException.Status.TORN));
        }
    }

    @Test
    void readsInPiecesWhatStaysTheSame() {
        try (SimulatedHub hub = new SimulatedHub(FirmwareAge.D5E99A2, 23, Quirks.DEFAULT)) {
            hub.connector.advance(Duration.ofSeconds(2));
            assertThat(hub.client.readTelemetry().supplyMillivolts()).hasValue(13_500);
        }
    }

    @Test
    void renewsTheSubscriptionAfterALostConnection() throws InterruptedException {
        try (SimulatedHub hub = new SimulatedHub(FirmwareAge.HEAD)) {
            BlockingQueue<TelemetryEvent> stream = new LinkedBlockingQueue<>();
            hub.client.followTelemetry(stream::add);
            hub.connector.dropLink();
            assertThat(next(stream)).isEqualTo(new TelemetryEvent.Interrupted());
            assertThat(next(stream)).isEqualTo(new TelemetryEvent.Resumed());
            hub.connector.advance(SECOND);
            assertThat(next(stream)).isInstanceOf(TelemetryEvent.Measured.class);
        }
    }

    @Test
    void givesUpOnAHubThatSleeps() throws InterruptedException {
        try (SimulatedHub hub = new SimulatedHub(FirmwareAge.HEAD)) {
            BlockingQueue<TelemetryEvent> stream = new LinkedBlockingQueue<>();
            hub.client.followTelemetry(stream::add);
            hub.client.forceSleep();
            assertThat(next(stream)).isEqualTo(new TelemetryEvent.Interrupted());
            assertThat(next(stream))
                    .asInstanceOf(type(TelemetryEvent.GaveUp.class))
                    .satisfies(event -> assertThat(event.reason().status()).isEqualTo(HubException.Status.UNREACHABLE));
            hub.connector.advance(Duration.ofSeconds(3));
            assertThat(hub.client.readLevels())
                    .as("awake again: the supply is good")
                    .isNotNull();
        }
    }

    @Test
    void followsLevels() throws InterruptedException {
        try (SimulatedHub hub = new SimulatedHub(FirmwareAge.HEAD)) {
            BlockingQueue<ChannelLevels> seen = new LinkedBlockingQueue<>();
            hub.client.followLevels(seen::add);
            hub.client.send(CommandBatch.of(set(0, 1), set(0, 1), set(5, 2)), Delivery.ACKNOWLEDGED);
            assertThat(next(seen).encode().hex()).isEqualTo("010000000000");
            assertThat(next(seen).encode().hex()).isEqualTo("010000000002");
            hub.client.stopLevels();
            hub.client.send(CommandBatch.of(set(0, 0)), Delivery.ACKNOWLEDGED);
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void neverWaitsLongerThanAgreed() {
        ClientSettings impatient =
                new ClientSettings(Profile.CURRENT, Duration.ofMillis(20), SECOND, SECOND, SECOND, 1);
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        try (HubClient client = new HubClient(CompletableFuture::new, impatient, executor)) {
            assertThatExceptionOfType(HubException.class)
                    .isThrownBy(client::readLevels)
                    .satisfies(e -> assertThat(e.status()).isEqualTo(HubException.Status.TIMED_OUT))
                    .withMessageContaining("connect to the hub");
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void closesAConnectionThatComesTooLate() {
        ClientSettings impatient =
                new ClientSettings(Profile.CURRENT, Duration.ofMillis(20), SECOND, SECOND, SECOND, 1);
        HubSimulator hub = new HubSimulator(FirmwareAge.HEAD);
        SimulatedConnector air = new SimulatedConnector(hub, 256, event -> {});
        CompletableFuture<HubLink> late = new CompletableFuture<>();
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        try (HubClient client = new HubClient(() -> late, impatient, executor)) {
            assertThatExceptionOfType(HubException.class).isThrownBy(client::readLevels);
            late.complete(air.connect().toCompletableFuture().join());
            assertThat(hub.isConnected()).isFalse();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void overheatingShowsInTelemetryOnly() throws InterruptedException {
        try (SimulatedHub hub = new SimulatedHub(FirmwareAge.HEAD)) {
            hub.client.send(CommandBatch.of(set(0, 255)), Delivery.ACKNOWLEDGED);
            BlockingQueue<ChannelLevels> levels = new LinkedBlockingQueue<>();
            hub.client.followLevels(levels::add);
            hub.hub.sensors().setTemperatures(OptionalInt.of(6100), OptionalInt.of(2500));
            hub.connector.advance(Duration.ofSeconds(3));
            assertThat(levels).isEmpty();
            assertThat(hub.client.readLevels().of(FIRST)).isEqualTo(Level.OFF);
            assertThat(hub.client.readTelemetry().flags() & 1).isEqualTo(1);
            hub.hub.sensors().setTemperatures(OptionalInt.of(5500), OptionalInt.of(2500));
            hub.connector.advance(Duration.ofSeconds(3));
            assertThat(hub.client.readLevels().of(FIRST)).isEqualTo(Level.FULL);
        }
    }

    @Test
    void aHubThatIsTooHotIsNotSwitchedOnAgain() {
        try (SimulatedHub hub = new SimulatedHub(FirmwareAge.HEAD)) {
            hub.hub.sensors().setTemperatures(OptionalInt.of(6100), OptionalInt.of(2500));
            hub.connector.advance(Duration.ofSeconds(3));
            CommandBatch light = CommandBatch.of(set(0, 0), set(1, 1));
            // Connecting is enough to know.
            assertThatExceptionOfType(HubException.class)
                    .isThrownBy(() -> hub.client.send(light, Delivery.ACKNOWLEDGED))
                    .withMessageContaining("too hot")
                    .satisfies(e -> assertThat(e.status()).isEqualTo(HubException.Status.OVERHEATED));
            hub.client.send(
                    CommandBatch.of(set(0, 0), new ChannelCommand.Fade(FIRST, Level.OFF, SECOND)),
                    Delivery.ACKNOWLEDGED);
            assertThat(hub.client.readLevels().encode().hex()).isEqualTo("000000000000");

            hub.hub.sensors().setTemperatures(OptionalInt.of(5500), OptionalInt.of(2500));
            hub.connector.advance(Duration.ofSeconds(3));
            hub.client.send(light, Delivery.ACKNOWLEDGED);
            assertThat(hub.client.readLevels().of(Channel.of(1))).isEqualTo(Level.of(1));
        }
    }

    @Test
    void onlyOneClientCanBeConnected() {
        HubSimulator hub = new HubSimulator(FirmwareAge.HEAD);
        SimulatedConnector connector = new SimulatedConnector(hub, 256, event -> {});
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        try (HubClient second = new HubClient(connector, SimulatedHub.QUICK, executor)) {
            try (HubClient first = new HubClient(connector, SimulatedHub.QUICK, executor)) {
                first.readLevels();
                assertThatExceptionOfType(HubException.class)
                        .isThrownBy(second::readLevels)
                        .satisfies(e -> assertThat(e.status()).isEqualTo(HubException.Status.UNREACHABLE));
            }
            assertThat(second.readLevels()).isNotNull();
        } finally {
            executor.shutdownNow();
        }
    }

    private static ChannelCommand set(int channel, int level) {
        return new ChannelCommand.Set(Channel.of(channel), Level.of(level));
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T element = queue.poll(30, TimeUnit.SECONDS);
        assertThat(element).as("something within 30 s").isNotNull();
        return element;
    }
}

package fieldlink.powerhub.ble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fieldlink.ble.Advertisement;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.ScanFilter;
import fieldlink.powerhub.AttError;
import fieldlink.powerhub.Channel;
import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.HubException;
import fieldlink.powerhub.HubLink.Delivery;
import fieldlink.powerhub.Level;
import fieldlink.powerhub.PowerField;
import fieldlink.powerhub.Profile;
import fieldlink.powerhub.UnsafeCommands;
import fieldlink.powerhub.client.ClientSettings;
import fieldlink.powerhub.client.Confirmation;
import fieldlink.powerhub.client.HubClient;
import fieldlink.powerhub.client.TelemetryEvent;
import fieldlink.powerhub.sim.FirmwareAge;
import fieldlink.powerhub.sim.HubOnAir;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HubOverBluetoothTest {
    private static final Channel FIRST = Channel.of(0);
    private static final ClientSettings PATIENT = new ClientSettings(
            Profile.AUTO,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofMillis(50),
            100);

    @Test
    void isFoundByNameOrService() {
        try (HubOnAir air = new HubOnAir(FirmwareAge.HEAD)) {
            Advertisement seen = air.central()
                    .find(ScanFilter.named("PowerHub"), RequestOptions.DEFAULT)
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            assertThat(BleHubConnector.isHub(seen)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(FirmwareAge.class)
    void takesCommandsAndThresholds(FirmwareAge age) {
        try (HubOnAir air = new HubOnAir(age);
                HubClient client = new HubClient(air.connector(), PATIENT, air.executor())) {
            assertThat(client.sendAndConfirm(CommandBatch.of(new ChannelCommand.Set(FIRST, Level.of(7)))))
                    .isInstanceOf(Confirmation.Confirmed.class);
            assertThat(client.setVoltages(11_000, 12_000).value(PowerField.WAKE))
                    .hasValue(12_000);
            assertThat(client.readTelemetry().layout())
                    .isEqualTo(age.profile().monitor().orElseThrow());
        }
    }

    @Test
    void tellsTheHubsRefusalInItsOwnWords() {
        try (HubOnAir air = new HubOnAir(FirmwareAge.HEAD);
                HubClient client = new HubClient(air.connector(), PATIENT, air.executor())) {
            air.hub.flash().setFailing(true);
            assertThatExceptionOfType(HubException.class)
                    .isThrownBy(() -> client.setVoltages(11_000, 12_000))
                    .withMessageContaining("could not store it")
                    .satisfies(e -> assertThat(e.attError()).contains(AttError.UNLIKELY));
        }
    }

    @Test
    void telemetryComesBackAfterTheHubCrashed() throws InterruptedException {
        try (HubOnAir air = new HubOnAir(FirmwareAge.HEAD);
                HubClient client = new HubClient(air.connector(), PATIENT, air.executor())) {
            BlockingQueue<TelemetryEvent> stream = new LinkedBlockingQueue<>();
            client.followTelemetry(stream::add);
            client.sendUnsafe(
                    CommandBatch.unsafe(List.of(UnsafeCommands.blink(FIRST, Duration.ofMillis(4)))),
                    Delivery.ACKNOWLEDGED);
            await(stream, TelemetryEvent.Interrupted.class);
            await(stream, TelemetryEvent.Resumed.class);
            air.skip(Duration.ofSeconds(2));
            await(stream, TelemetryEvent.Measured.class);
        }
    }

    @Test
    void theHubIsBackAfterDeepSleep() throws InterruptedException {
        try (HubOnAir air = new HubOnAir(FirmwareAge.HEAD);
                HubClient client = new HubClient(air.connector(), PATIENT, air.executor())) {
            BlockingQueue<TelemetryEvent> stream = new LinkedBlockingQueue<>();
            client.followTelemetry(stream::add);
            client.forceSleep();
            await(stream, TelemetryEvent.Interrupted.class);
            air.skip(Duration.ofSeconds(4));
            await(stream, TelemetryEvent.Resumed.class);
            assertThat(client.readLevels().of(FIRST)).isEqualTo(Level.OFF);
        }
    }

    /** Measurements may come in between. */
    private static void await(BlockingQueue<TelemetryEvent> stream, Class<? extends TelemetryEvent> wanted)
            throws InterruptedException {
        TelemetryEvent event = stream.poll(30, TimeUnit.SECONDS);
        while (event instanceof TelemetryEvent.Measured && wanted != TelemetryEvent.Measured.class) {
            event = stream.poll(30, TimeUnit.SECONDS);
        }
        assertThat(event).isInstanceOf(wanted);
    }
}

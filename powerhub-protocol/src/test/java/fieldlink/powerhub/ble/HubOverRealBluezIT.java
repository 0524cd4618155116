package fieldlink.powerhub.ble;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.AdapterName;
import fieldlink.ble.Advertisement;
import fieldlink.ble.BleCentral;
import fieldlink.ble.BleSettings;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.bluez.BluezMachine;
import fieldlink.ble.bluez.BluezRadio;
import fieldlink.ble.bluez.BluezSettings;
import fieldlink.ble.session.BleSession;
import fieldlink.powerhub.Channel;
import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.Level;
import fieldlink.powerhub.PowerField;
import fieldlink.powerhub.Profile;
import fieldlink.powerhub.client.ClientSettings;
import fieldlink.powerhub.client.Confirmation;
import fieldlink.powerhub.client.HubClient;
import fieldlink.powerhub.client.TelemetryEvent;
import fieldlink.powerhub.sim.FirmwareAge;
import fieldlink.powerhub.sim.HubSimulator;
import fieldlink.powerhub.sim.ServedHub;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulated hub as a Bluetooth device of a real bluetoothd, driven through that machine's other controller. */
class HubOverRealBluezIT {
    private static final AdapterName NEAR = new AdapterName("hci0");
    private static final AdapterName FAR = new AdapterName("hci1");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ClientSettings PATIENT =
            new ClientSettings(Profile.AUTO, PATIENCE, PATIENCE, PATIENCE, Duration.ofMillis(500), 100);

    private static BluezMachine machine;

    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
    private BluezRadio far;
    private BleSession session;

    @BeforeAll
    static void boot() {
        machine = BluezMachine.boot();
    }

    @AfterAll
    static void shutDown() {
        if (machine != null) {
            machine.close();
        }
    }

    @AfterEach
    void close() {
        session.close();
        far.close();
        executor.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(FirmwareAge.class)
    void isFoundDrivenAndFollowed(FirmwareAge age) throws Exception {
        BluezSettings settings = BluezSettings.usual().withBus(machine.bus());
        far = BluezRadio.of(settings.withAdapters(FAR));
        CountDownLatch isThere = new CountDownLatch(1);
        far.open(event -> {
            if (event instanceof RadioEvent.AdapterAdded added && added.info().powered()) {
                isThere.countDown();
            }
        });
        assertThat(isThere.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        session = BleSession.open(BluezRadio.of(settings.withAdapters(NEAR)), BleSettings.DEFAULT.withAdapters(NEAR));
        BleCentral central = session.client("test");
        RequestOptions options = RequestOptions.DEFAULT.withDeadline(PATIENCE);

        try (ServedHub served = get(ServedHub.serve(far, FAR, new HubSimulator(age), executor, System::nanoTime))) {
            Advertisement seen = get(central.find(ScanFilter.of(served.address()), options));
            assertThat(BleHubConnector.isHub(seen)).isTrue();
            try (HubClient hub =
                    new HubClient(new BleHubConnector(central, served.address(), options), PATIENT, executor)) {
                assertThat(hub.profile()).isEqualTo(age.profile());
                assertThat(hub.sendAndConfirm(CommandBatch.of(
                                new ChannelCommand.Set(Channel.of(0), Level.of(7)),
                                new ChannelCommand.Fade(Channel.of(5), Level.FULL, Duration.ofSeconds(1)))))
                        .isInstanceOf(Confirmation.Confirmed.class);
                assertThat(hub.readLevels()).hasToString("7 0 0 0 0 255");
                assertThat(hub.setVoltages(11_000, 12_000).value(PowerField.WAKE))
                        .hasValue(12_000);
                BlockingQueue<TelemetryEvent> stream = new LinkedBlockingQueue<>();
                hub.followTelemetry(stream::add);
                assertThat(stream.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isInstanceOfSatisfying(
                                TelemetryEvent.Measured.class,
                                measured -> assertThat(measured.telemetry().layout())
                                        .isEqualTo(age.profile().monitor().orElseThrow()));
            }
        }
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}

package fieldlink.ble.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fieldlink.ble.Advertisement;
import fieldlink.ble.BleCentral;
import fieldlink.ble.BleException;
import fieldlink.ble.BleStatus;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.GattLink;
import fieldlink.ble.GattValue;
import fieldlink.ble.Recorder;
import fieldlink.ble.Registration;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.SubscriptionEvent;
import fieldlink.ble.Uuid;
import fieldlink.ble.WriteMode;
import fieldlink.ble.switchbot.SwitchBotCommand;
import fieldlink.ble.switchbot.SwitchBotRemote;
import fieldlink.ble.switchbot.SwitchBotReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A daemon's radio through our client behaves as one in the process. */
class RemoteCentralTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final RequestOptions SOON = RequestOptions.DEFAULT.withDeadline(PATIENCE);

    private final DaemonWorld world = DaemonWorld.open();
    private final BleCentral central = new RemoteCentral(DaemonClient.open(world.endpoint, null));

    @AfterEach
    void close() {
        central.close();
        world.close();
    }

    @Test
    void scansAndFinds() throws Exception {
        Recorder<ScanEvent> heard = new Recorder<>();
        try (Registration scan = central.scan(ScanFilter.named("dev1"), heard)) {
            assertThat(scan).isNotNull();
            Advertisement seen =
                    heard.next(ScanEvent.Heard.class::isInstance, PATIENCE).advertisement();
            assertThat(seen.data()).isEqualTo(DaemonWorld.definition().advertisement());
            assertThat(seen.adapter().value()).isEqualTo("hci0");
        }
        assertThat(await(central.find(ScanFilter.of(DaemonWorld.DEVICE), SOON)).name())
                .isEqualTo("Dev1");
        assertThat(await(central.advertisements())).hasSize(1);
        Eventually.until(() -> history().size() > 1);
        assertThat(history()).isSortedAccordingTo(Comparator.comparing(Advertisement::seenAt));
        assertThat(failure(central.find(ScanFilter.named("nobody"), SOON.withDeadline(Duration.ofMillis(200)))))
                .isEqualTo(BleStatus.DEVICE_NOT_FOUND);
    }

    @Test
    void readsWritesAndDescribes() throws Exception {
        assertThat(await(central.read(DaemonWorld.DEVICE, DaemonWorld.BATTERY, SOON)))
                .isEqualTo(GattValue.of(0x5A));
        await(central.write(DaemonWorld.DEVICE, DaemonWorld.BATTERY, GattValue.of(3), WriteMode.WITH_RESPONSE, SOON));
        assertThat(await(central.read(DaemonWorld.DEVICE, CharacteristicId.parse("2a19"), SOON)))
                .isEqualTo(GattValue.of(3));
        assertThat(await(central.services(DaemonWorld.DEVICE, SOON)).find(DaemonWorld.NOTIFY))
                .hasSize(1);
        assertThat(await(central.status()).adapters()).hasSize(1);
    }

    @Test
    void failuresKeepTheirStatusAndTheirAdvice() {
        CharacteristicId wrong = CharacteristicId.of(Uuid.of(0x1800), Uuid.of(0x2A19));
        assertThat(failure(central.read(DaemonWorld.DEVICE, wrong, SOON)))
                .isEqualTo(BleStatus.CHARACTERISTIC_NOT_FOUND);
        assertThat(failure(central.write(
                        DaemonWorld.DEVICE, DaemonWorld.NOTIFY, GattValue.of(1), WriteMode.WITH_RESPONSE, SOON)))
                .isEqualTo(BleStatus.NOT_SUPPORTED);
    }

    @Test
    void borrowsALinkAndHearsWhenItIsLost() throws Exception {
        GattLink link = await(central.connect(DaemonWorld.DEVICE, SOON));
        assertThat(link.services().find(DaemonWorld.BATTERY)).hasSize(1);
        assertThat(await(link.read(DaemonWorld.BATTERY, SOON))).isEqualTo(GattValue.of(0x5A));

        world.device.dropLink();

        assertThat(failure(link.ended())).isEqualTo(BleStatus.LINK_LOST);
        assertThat(link.isUp()).isFalse();
        assertThat(failure(link.read(DaemonWorld.BATTERY, SOON))).isEqualTo(BleStatus.LINK_LOST);
    }

    @Test
    void aSubscriptionSurvivesARestartOfTheDaemon() throws Exception {
        Recorder<SubscriptionEvent> events = new Recorder<>();
        await(central.subscribe(DaemonWorld.DEVICE, DaemonWorld.NOTIFY, events, SOON));
        world.device.notify(DaemonWorld.NOTIFY, GattValue.of(1));
        events.next(SubscriptionEvent.Value.class::isInstance, PATIENCE);

        world.daemon.close();
        events.next(SubscriptionEvent.Gap.class::isInstance, PATIENCE);
        assertThat(failure(central.status())).isEqualTo(BleStatus.RADIO_UNAVAILABLE);
        try (BleDaemon next =
                BleDaemon.open(DaemonSettings.at(world.endpoint, Access.GROUP), Centrals.of(world.session))) {
            assertThat(next).isNotNull();
            events.next(SubscriptionEvent.Resumed.class::isInstance, PATIENCE);
            world.device.notify(DaemonWorld.NOTIFY, GattValue.of(2));
            SubscriptionEvent value = events.next(SubscriptionEvent.Value.class::isInstance, PATIENCE);
            assertThat(((SubscriptionEvent.Value) value).value()).isEqualTo(GattValue.of(2));
        }
    }

    @Test
    void closingEndsWhatIsOpen() throws Exception {
        Recorder<SubscriptionEvent> events = new Recorder<>();
        await(central.subscribe(DaemonWorld.DEVICE, DaemonWorld.NOTIFY, events, SOON));
        central.close();
        events.next(SubscriptionEvent.Ended.class::isInstance, PATIENCE);
        try (RawClient other = world.connect()) {
            Eventually.until(() -> other.ask("{\"command\": \"get_status\"}").contains("\"active_subscriptions\": 0"));
        }
    }

    @Test
    void saysWhenThereIsNoDaemon() {
        assertThatExceptionOfType(DaemonException.class)
                .isThrownBy(() -> DaemonClient.open(new Endpoint.Unix(Path.of("/tmp/nobody-here.sock")), null))
                .withMessageContaining("fieldlink ble daemon");
    }

    @Test
    void drivesASwitchBotDevice() throws Exception {
        SwitchBotRemote plug = new SwitchBotRemote(central, DaemonWorld.DEVICE, SOON);
        Thread answering = new Thread(() -> {
            Eventually.until(() -> !world.server.written().isEmpty());
            world.device.notify(DaemonWorld.NOTIFY, GattValue.of(1, 0x80));
        });
        answering.start();
        SwitchBotReply reply = plug.send(SwitchBotCommand.Plug.ON);
        answering.join();
        assertThat(reply.isOn()).isTrue();
        assertThat(world.server.written()).containsExactly(GattValue.parseHex("570f50010180"));
    }

    private List<Advertisement> history() {
        return central.history(DaemonWorld.DEVICE).toCompletableFuture().join();
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds() + 10, TimeUnit.SECONDS);
    }

    private static BleStatus failure(CompletionStage<?> stage) {
        try {
            throw new AssertionError("it succeeded: " + await(stage));
        } catch (ExecutionException e) {
            return ((BleException) e.getCause()).status();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}

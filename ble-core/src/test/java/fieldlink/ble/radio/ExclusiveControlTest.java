package fieldlink.ble.radio;

import static fieldlink.ble.radio.Stage.HCI0;
import static fieldlink.ble.radio.Stage.LAMP;
import static fieldlink.ble.radio.Stage.METER;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.BleSettings;
import fieldlink.ble.GattValue;
import fieldlink.ble.LinkSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Scanner and connections on one antenna. */
class ExclusiveControlTest {
    private Stage stage = scanning(BleSettings.DEFAULT);

    @Test
    void aConnectWaitsUntilTheScannerHasStoppedAndTheScannerResumesByItself() {
        stage.hear(LAMP, HCI0, -60);
        long read = stage.read(LAMP);

        assertThat(stage.wants(Effect.Connect.class)).isFalse();
        stage.stopScan();
        LinkRef link = stage.one(Effect.Connect.class).link();
        assertThat(stage.wants(Effect.StartScan.class)).isFalse();
        stage.orchestrator.connected(link, java.util.Optional.empty(), stage.now);
        assertThat(stage.wants(Effect.StartScan.class))
                .as("looking services up is part of making the link")
                .isFalse();
        stage.tell(Stage.TREE);

        assertThat(stage.wants(Effect.StartScan.class)).isTrue();
        stage.answer(Reply.of(GattValue.of(7)));
        assertThat(stage.outcome(read)).isEqualTo(new Outcome.Read(GattValue.of(7)));
    }

    @Test
    void whenSwitchedOffBothGoOnTogether() {
        stage = scanning(BleSettings.DEFAULT.withLinks(LinkSettings.DEFAULT.withExclusive(false)));
        stage.hear(LAMP, HCI0, -60);
        stage.read(LAMP);

        assertThat(stage.wants(Effect.Connect.class)).isTrue();
        assertThat(stage.wants(Effect.StopScan.class)).isFalse();
    }

    @Test
    void aScanThatDoesNotStopIsGivenUpAfterTheBoundedWait() {
        stage.hear(LAMP, HCI0, -60);
        stage.read(LAMP);
        stage.one(Effect.StopScan.class);

        stage.pass(LinkSettings.DEFAULT.exclusiveWait().minusMillis(1));
        assertThat(stage.wants(Effect.Connect.class)).isFalse();
        stage.pass(Duration.ofMillis(1));
        assertThat(stage.wants(Effect.Connect.class)).isTrue();
        assertThat(health().failuresInARow()).isEqualTo(1);
    }

    @Test
    void operationsOnALinkThatIsUpDoNotDisturbTheScan() {
        stage.hear(LAMP, HCI0, -60);
        stage.read(LAMP);
        stage.stopScan();
        stage.connect();
        stage.answer(Reply.of(GattValue.EMPTY));
        stage.startScan();

        long second = stage.read(LAMP);

        assertThat(stage.wants(Effect.StopScan.class)).isFalse();
        stage.answer(Reply.of(GattValue.of(2)));
        assertThat(stage.outcome(second)).isEqualTo(new Outcome.Read(GattValue.of(2)));
    }

    @Test
    void oneConnectAtATimeIsMadeOnAnAdapter() {
        stage.hear(LAMP, HCI0, -60);
        stage.hear(METER, HCI0, -60);
        stage.read(LAMP);
        stage.read(METER);
        stage.stopScan();

        LinkRef first = stage.one(Effect.Connect.class).link();
        assertThat(first.key().device()).isEqualTo(LAMP);
        stage.orchestrator.connected(first, java.util.Optional.empty(), stage.now);
        assertThat(stage.wants(Effect.Connect.class)).isFalse();
        stage.tell(Stage.TREE);
        assertThat(stage.one(Effect.Connect.class).link().key().device()).isEqualTo(METER);
    }

    @Test
    void aWantedScanIsNotKeptOffTheAirByOneConnectAfterTheOther() {
        stage.hear(LAMP, HCI0, -60);
        stage.hear(METER, HCI0, -60);
        stage.read(LAMP);
        stage.stopScan();
        LinkRef slow = stage.one(Effect.Connect.class).link();
        stage.pass(Duration.ofSeconds(11));
        stage.orchestrator.connected(slow, java.util.Optional.empty(), stage.now);
        stage.hear(METER, HCI0, -60);
        stage.read(METER);

        stage.tell(Stage.TREE);

        assertThat(stage.wants(Effect.Connect.class)).isFalse();
        stage.startScan();
        stage.pass(Duration.ofMillis(1999));
        assertThat(stage.wants(Effect.StopScan.class))
                .as("a scan that stops as it begins hears nothing")
                .isFalse();
        stage.pass(Duration.ofMillis(1));
        stage.stopScan();
        assertThat(stage.one(Effect.Connect.class).link().key().device()).isEqualTo(METER);
    }

    @Test
    void aScanThatHasBeenOnForLongIsOwedNothing() {
        stage.pass(Duration.ofMinutes(1));
        stage.hear(LAMP, HCI0, -60);

        stage.read(LAMP);

        stage.stopScan();
        assertThat(stage.wants(Effect.Connect.class)).isTrue();
    }

    @Test
    void connectsGoOnWhenTheScanThatTheyOweCannotBeStarted() {
        stage.hear(LAMP, HCI0, -60);
        stage.read(LAMP);
        stage.stopScan();
        stage.one(Effect.Connect.class);
        stage.pass(Duration.ofSeconds(11));
        stage.hear(METER, HCI0, -60);
        stage.read(METER);
        assertThat(stage.wants(Effect.Connect.class)).isFalse();

        stage.orchestrator.scanStarted(
                stage.one(Effect.StartScan.class).adapter(),
                java.util.Optional.of(Fault.of(fieldlink.ble.RadioFault.FAILED, "no")),
                stage.now);

        assertThat(stage.one(Effect.Connect.class).link().key().device()).isEqualTo(METER);
    }

    @Test
    void aHangingConnectIsCutShortWhenOthersWait() {
        stage.hear(LAMP, HCI0, -60);
        stage.hear(METER, HCI0, -60);
        stage.read(LAMP);
        stage.stopScan();
        LinkRef hanging = stage.one(Effect.Connect.class).link();
        stage.read(METER);

        stage.pass(Duration.ofSeconds(5));

        assertThat(stage.one(Effect.Disconnect.class).link()).isEqualTo(hanging);
        assertThat(stage.one(Effect.Connect.class).link().key().device()).isEqualTo(METER);
    }

    private fieldlink.ble.AdapterStatus.Health health() {
        return stage.orchestrator
                .status(java.time.Instant.EPOCH, stage.now)
                .adapters()
                .get(0)
                .health();
    }

    private static Stage scanning(BleSettings settings) {
        Stage stage = new Stage(settings);
        stage.plug(HCI0);
        stage.orchestrator.listen(1000, stage.now);
        stage.startScan();
        return stage;
    }
}

package fieldlink.ble.radio;

import static fieldlink.ble.radio.Stage.HCI0;
import static fieldlink.ble.radio.Stage.LAMP;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.BleSettings;
import fieldlink.ble.BleStatus;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.GattValue;
import fieldlink.ble.LinkKey;
import fieldlink.ble.LinkSettings;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.RadioFault;
import fieldlink.ble.RecoverySettings;
import fieldlink.ble.RecoveryStep;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What heals the radio, and what never troubles it. */
class RecoveryTest {
    private Stage stage = withAdapter(BleSettings.DEFAULT);

    @Test
    void aHangingConnectIsEndedFromHereAndTriedAgain() {
        LinkRef hanging = hang();

        assertThat(stage.one(Effect.Disconnect.class).link()).isEqualTo(hanging);
        assertThat(stage.wants(Effect.Connect.class)).isFalse();
        stage.orchestrator.disconnected(hanging, stage.now);
        stage.startScan();
        stage.hear(LAMP, HCI0, -60);
        stage.pass(Duration.ofMillis(250));
        stage.stopScan();
        assertThat(stage.wants(Effect.Connect.class)).isTrue();
    }

    @Test
    void theSecondFailureInARowMakesTheSystemForgetTheDeviceWhichMustBeHeardAgain() {
        stage.hear(LAMP, HCI0, -60);
        stage.read(LAMP);
        stage.refuseConnect(RadioFault.CONNECT_ABORTED);
        assertThat(stage.wants(Effect.Forget.class)).isFalse();
        stage.pass(Duration.ofMillis(250));
        stage.refuseConnect(RadioFault.CONNECT_ABORTED);

        assertThat(stage.one(Effect.Forget.class).link()).isEqualTo(new LinkKey(HCI0, LAMP));
        stage.pass(Duration.ofSeconds(2));
        stage.orchestrator.forgotten(new LinkKey(HCI0, LAMP), stage.now);
        assertThat(stage.wants(Effect.Connect.class)).isFalse();
        stage.startScan();
        stage.hear(LAMP, HCI0, -60);
        stage.stopScan();
        assertThat(stage.wants(Effect.Connect.class)).isTrue();
    }

    @Test
    void afterFourAbortedConnectsTheCallerIsTold() {
        stage = withAdapter(BleSettings.DEFAULT.withRecovery(RecoverySettings.DEFAULT.withAllowed(Set.of())));
        stage.hear(LAMP, HCI0, -60);
        long read = stage.read(LAMP);
        for (int attempt = 0; attempt < RetryPolicy.ATTEMPTS; attempt++) {
            stage.refuseConnect(RadioFault.CONNECT_ABORTED);
            stage.pass(Duration.ofSeconds(1));
        }

        assertThat(stage.failure(read).status()).isEqualTo(BleStatus.CONNECT_FAILED);
        assertThat(stage.failure(read).message()).contains("4 tries");
    }

    @Test
    void aConnectThatHangsAgainAndAgainLeadsToAPowerCycle() {
        hangsUntilStep(RecoveryStep.POWER_CYCLE);
    }

    @Test
    void aStepThatIsNotPermittedGivesWayToTheNextAtOnce() {
        hangsUntilStep(RecoveryStep.POWER_CYCLE);

        stage.orchestrator.recovered(
                HCI0,
                RecoveryStep.POWER_CYCLE,
                Optional.of(Fault.of(RadioFault.NOT_PERMITTED, "no rights")),
                stage.now);

        assertThat(stage.one(Effect.Recover.class).step()).isEqualTo(RecoveryStep.RESET_ADAPTER);
    }

    @Test
    void whileAnAdapterRecoversNothingIsTriedOnIt() {
        hangsUntilStep(RecoveryStep.POWER_CYCLE);
        stage.take(Effect.StartScan.class);
        stage.hear(LAMP, HCI0, -60);
        stage.read(LAMP);

        assertThat(stage.wants(Effect.Connect.class)).isFalse();
        assertThat(stage.wants(Effect.StartScan.class)).isFalse();
        stage.orchestrator.recovered(HCI0, RecoveryStep.POWER_CYCLE, Optional.empty(), stage.now);
        assertThat(stage.wants(Effect.Connect.class) || stage.wants(Effect.StartScan.class))
                .isTrue();
    }

    @Test
    void theUsersMistakesNeverClimb() {
        stage.hear(LAMP, HCI0, -60);
        stage.borrow(LAMP, "client");
        stage.connect();
        for (int i = 0; i < 50; i++) {
            stage.submit(LAMP, new Operation.Read(CharacteristicId.parse("FFF9")), "client", 30, 0);
            long refused = stage.read(LAMP);
            stage.answer(Reply.failed(new Fault(RadioFault.ATT, "ATT error", 0x80)));
            assertThat(stage.failure(refused).status()).isEqualTo(BleStatus.ATT_ERROR);
            stage.read(Stage.METER);
            stage.startScan();
            stage.pass(Duration.ofSeconds(31));
            stage.take(Effect.StopScan.class)
                    .forEach(scan -> stage.orchestrator.scanStopped(HCI0, Optional.empty(), stage.now));
        }

        assertThat(stage.wants(Effect.Recover.class)).isFalse();
        assertThat(stage.wants(Effect.Forget.class)).isFalse();
    }

    @Test
    void anAdapterWithoutAddressIsDeadAndPowerCycledAtOnce() {
        stage = new Stage(BleSettings.DEFAULT);
        stage.plug(HCI0, "00:00:00:00:00:00");

        assertThat(stage.one(Effect.Recover.class).step()).isEqualTo(RecoveryStep.POWER_CYCLE);
    }

    @Test
    void scansThatFailToStartClimbToo() {
        stage.orchestrator.listen(1000, stage.now);
        for (int i = 0; i < 3; i++) {
            stage.one(Effect.StartScan.class);
            stage.orchestrator.scanStarted(HCI0, Optional.of(Fault.of(RadioFault.FAILED, "no")), stage.now);
            stage.pass(Duration.ofSeconds(5));
        }

        assertThat(stage.one(Effect.Recover.class).step()).isEqualTo(RecoveryStep.POWER_CYCLE);
    }

    @Test
    void anAdapterThatIsSwitchedOffIsWaitedForAndNotRecovered() {
        stage.orchestrator.listen(1000, stage.now);
        for (int i = 0; i < 20; i++) {
            stage.one(Effect.StartScan.class);
            stage.orchestrator.scanStarted(HCI0, Optional.of(Fault.of(RadioFault.NOT_READY, "off")), stage.now);
            stage.pass(Duration.ofSeconds(5));
        }

        assertThat(stage.wants(Effect.Recover.class)).isFalse();
    }

    @Test
    void aDeafScanIsRestartedAndThenTheAdapterIsPowerCycled() {
        stage.orchestrator.listen(1000, stage.now);
        stage.startScan();
        stage.hear(LAMP, HCI0, -60);
        stage.submit(LAMP, new Operation.Services(), "client", 30, 0);
        stage.stopScan();
        LinkRef link = stage.connect();
        stage.startScan();
        stage.happened(new RadioEvent.LinkDown(link.key(), "gone"));
        stage.hear(LAMP, HCI0, -60);

        stage.pass(Duration.ofSeconds(90));
        stage.stopScan();
        stage.startScan();
        assertThat(stage.wants(Effect.Recover.class)).isFalse();
        stage.pass(Duration.ofSeconds(90));

        assertThat(stage.one(Effect.Recover.class).step()).isEqualTo(RecoveryStep.POWER_CYCLE);
    }

    @Test
    void aQuietRoomTroublesNobody() {
        stage.orchestrator.listen(1000, stage.now);
        stage.startScan();
        stage.hear(LAMP, HCI0, -60);

        stage.pass(Duration.ofHours(24));

        assertThat(stage.wants(Effect.StopScan.class)).isFalse();
        assertThat(stage.wants(Effect.Recover.class)).isFalse();
    }

    @Test
    void aServiceThatStaysAwayIsStartedOnce() {
        stage.happened(new RadioEvent.ServiceDown("killed"));

        stage.pass(Duration.ofSeconds(9));
        assertThat(stage.wants(Effect.Recover.class)).isFalse();
        stage.pass(Duration.ofMinutes(10));
        assertThat(stage.one(Effect.Recover.class).step()).isEqualTo(RecoveryStep.RESTART_SERVICE);
    }

    @Test
    void aRestartOfTheServiceDoesNotRenewItsOwnBudget() {
        stage.orchestrator.recover(HCI0, RecoveryStep.RESTART_SERVICE, stage.now);
        stage.happened(new RadioEvent.ServiceDown("restarting"));
        stage.happened(new RadioEvent.ServiceUp());
        stage.plug(HCI0);

        assertThat(stage.orchestrator
                        .status(java.time.Instant.EPOCH, stage.now)
                        .adapters()
                        .get(0)
                        .health()
                        .lastStep())
                .isEqualTo(RecoveryStep.RESTART_SERVICE);
    }

    @Test
    void aSubscribeThatNobodyWaitsForAnyMoreIsUndone() {
        stage.hear(LAMP, HCI0, -60);
        stage.borrow(LAMP, "client");
        stage.connect();
        long subscription = stage.subscribe(LAMP);
        Effect.Call start = stage.one(Effect.Call.class);

        stage.orchestrator.cancel(subscription, stage.now);
        stage.orchestrator.answered(start.link(), Reply.done(), stage.now);

        assertThat(stage.one(Effect.Call.class).call()).isEqualTo(new GattCall.StopNotify(Stage.TELLER_HANDLE));
    }

    @Test
    void subscriptionsComeBackWithTheServiceAndTheGapIsTold() {
        stage.hear(LAMP, HCI0, -60);
        long subscription = stage.subscribe(LAMP);
        stage.connect();
        stage.answer(Reply.done());
        assertThat(stage.outcome(subscription)).isEqualTo(new Outcome.Done());

        stage.happened(new RadioEvent.ServiceDown("killed"));
        assertThat(stage.one(Effect.Gap.class).subscription()).isEqualTo(subscription);
        stage.pass(Duration.ofSeconds(3));
        stage.happened(new RadioEvent.ServiceUp());
        stage.plug(HCI0);
        stage.startScan();
        stage.hear(LAMP, HCI0, -60);
        stage.stopScan();
        LinkRef link = stage.connect();
        stage.answer(Reply.done());

        assertThat(stage.one(Effect.Resume.class)).isEqualTo(new Effect.Resume(subscription, Duration.ofSeconds(3)));
        stage.happened(new RadioEvent.Notified(link.key(), Stage.TELLER_HANDLE, GattValue.of(5)));
        assertThat(stage.one(Effect.Notify.class).value()).isEqualTo(GattValue.of(5));
    }

    @Test
    void aSubscriptionWhoseCharacteristicIsGoneEnds() {
        stage.hear(LAMP, HCI0, -60);
        long subscription = stage.subscribe(LAMP);
        LinkRef link = stage.connect();
        stage.answer(Reply.done());

        stage.happened(new RadioEvent.ServicesChanged(link.key()));
        stage.tell(new fieldlink.ble.GattTree(java.util.List.of(), 23));

        assertThat(stage.one(Effect.EndSubscription.class).subscription()).isEqualTo(subscription);
    }

    @Test
    void aLinkFoundAtTheStartIsProbedAndLeftAloneByDefault() {
        LinkRef link = find();

        assertThat(stage.one(Effect.Call.class).call()).isEqualTo(new GattCall.Read(Stage.CELL_HANDLE));
        stage.orchestrator.answered(link, Reply.of(GattValue.EMPTY), stage.now);
        stage.pass(Duration.ofHours(1));
        assertThat(stage.wants(Effect.Disconnect.class)).isFalse();
    }

    @Test
    void theOneDaemonOfAMachineEndsGhostsThatNobodyWants() {
        stage = withAdapter(BleSettings.DEFAULT.withRecovery(RecoverySettings.DEFAULT.withEndGhosts(true)));
        LinkRef link = find();
        stage.answer(Reply.of(GattValue.EMPTY));

        stage.pass(LinkSettings.DEFAULT.idle());

        assertThat(stage.one(Effect.Disconnect.class).link()).isEqualTo(link);
    }

    @Test
    void aFoundLinkThatWorksIsUsed() {
        find();
        stage.answer(Reply.of(GattValue.EMPTY));

        long read = stage.read(LAMP);
        stage.answer(Reply.of(GattValue.of(4)));

        assertThat(stage.outcome(read)).isEqualTo(new Outcome.Read(GattValue.of(4)));
    }

    @Test
    void anOperatorsStepIsTakenAtOnce() {
        stage.orchestrator.recover(HCI0, RecoveryStep.RESET_ADAPTER, stage.now);

        assertThat(stage.one(Effect.Recover.class).step()).isEqualTo(RecoveryStep.RESET_ADAPTER);
    }

    private LinkRef find() {
        stage.happened(new RadioEvent.LinkFound(new LinkKey(HCI0, LAMP)));
        LinkRef link = stage.one(Effect.Call.class).link();
        stage.orchestrator.answered(link, Reply.of(Stage.TREE), stage.now);
        return link;
    }

    /** One connect that gets no answer for as long as it may. */
    private LinkRef hang() {
        stage.hear(LAMP, HCI0, -60);
        stage.read(LAMP);
        LinkRef link = stage.one(Effect.Connect.class).link();
        stage.pass(LinkSettings.DEFAULT.connectTimeout());
        return link;
    }

    private void hangsUntilStep(RecoveryStep step) {
        for (int i = 0; i < 3; i++) {
            stage.read(LAMP);
            stage.take(Effect.StartScan.class)
                    .forEach(scan -> stage.orchestrator.scanStarted(HCI0, Optional.empty(), stage.now));
            stage.hear(LAMP, HCI0, -60);
            stage.take(Effect.StopScan.class)
                    .forEach(scan -> stage.orchestrator.scanStopped(HCI0, Optional.empty(), stage.now));
            LinkRef link = stage.one(Effect.Connect.class).link();
            stage.pass(LinkSettings.DEFAULT.connectTimeout());
            stage.take(Effect.Disconnect.class);
            stage.orchestrator.disconnected(link, stage.now);
            stage.take(Effect.Forget.class).forEach(forget -> stage.orchestrator.forgotten(forget.link(), stage.now));
            stage.pass(Duration.ofSeconds(1));
        }
        assertThat(stage.one(Effect.Recover.class).step()).isEqualTo(step);
    }

    private static Stage withAdapter(BleSettings settings) {
        Stage stage = new Stage(settings);
        stage.plug(HCI0);
        return stage;
    }
}

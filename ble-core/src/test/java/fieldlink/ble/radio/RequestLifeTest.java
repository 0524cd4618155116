package fieldlink.ble.radio;

import static fieldlink.ble.radio.Stage.HCI0;
import static fieldlink.ble.radio.Stage.HCI1;
import static fieldlink.ble.radio.Stage.LAMP;
import static fieldlink.ble.radio.Stage.METER;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.BleSettings;
import fieldlink.ble.BleStatus;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.GattValue;
import fieldlink.ble.LinkSettings;
import fieldlink.ble.QueueSettings;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.RadioFault;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a request, whatever radio and device do. */
class RequestLifeTest {
    private Stage stage = withAdapter(BleSettings.DEFAULT);

    @Test
    void aDeviceThatWasNotHeardIsLookedForFirst() {
        long read = stage.read(LAMP);
        stage.startScan();

        stage.hear(LAMP, HCI0, -60);
        stage.stopScan();
        stage.connect();
        stage.answer(Reply.of(GattValue.of(1)));

        assertThat(stage.outcome(read)).isEqualTo(new Outcome.Read(GattValue.of(1)));
    }

    @Test
    void aDeviceThatIsNeverHeardIsNotFoundAndNoFaultOfTheRadio() {
        long read = stage.read(LAMP);
        stage.startScan();

        stage.pass(Duration.ofSeconds(30));

        assertThat(stage.failure(read).status()).isEqualTo(BleStatus.DEVICE_NOT_FOUND);
        assertThat(stage.failure(read).message()).contains(LAMP.toString(), "never");
        assertThat(stage.wants(Effect.StopScan.class))
                .as("nobody looks any more")
                .isTrue();
        assertThat(stage.wants(Effect.Recover.class)).isFalse();
    }

    /** Sightings come by the hundreds, and one may come between the deadline and the wake-up for it. */
    @Test
    void aSightingAfterTheDeadlineDoesNotHideIt() {
        long read = stage.read(LAMP);
        stage.now = stage.now.plusSeconds(31);
        stage.hear(METER, HCI0, -60);

        stage.pass(Duration.ZERO);

        assertThat(stage.failure(read).status()).isEqualTo(BleStatus.DEVICE_NOT_FOUND);
    }

    @Test
    void operationsOfADeviceRunOneAfterTheOtherAndThoseOfAnotherBeside() {
        ready(LAMP);
        ready(METER);
        stage.read(LAMP);
        stage.read(LAMP);
        stage.read(METER);

        assertThat(stage.take(Effect.Call.class))
                .extracting(call -> call.link().key().device())
                .containsExactly(LAMP, METER);
    }

    @Test
    void aRequestThatTimedOutWhileWaitingIsNotBegunAnyMore() {
        ready(LAMP);
        stage.read(LAMP);
        long second = stage.submit(LAMP, new Operation.Read(Stage.CELL), "client", 2, 0);
        Effect.Call first = stage.one(Effect.Call.class);

        stage.pass(Duration.ofSeconds(2));
        assertThat(stage.failure(second).status()).isEqualTo(BleStatus.TIMED_OUT);
        stage.orchestrator.answered(first.link(), Reply.of(GattValue.EMPTY), stage.now);

        assertThat(stage.wants(Effect.Call.class)).isFalse();
    }

    @Test
    void aWriteThatTimesOutUnderWayHasAnUnknownOutcomeAndItsLateAnswerChangesNothing() {
        ready(LAMP);
        long write = stage.submit(
                LAMP,
                new Operation.Write(Stage.CELL, GattValue.of(1), fieldlink.ble.WriteMode.WITH_RESPONSE),
                "client",
                2,
                0);
        Effect.Call call = stage.one(Effect.Call.class);
        long next = stage.read(LAMP);

        stage.pass(Duration.ofSeconds(2));
        assertThat(stage.failure(write).message()).contains("unknown");
        assertThat(stage.wants(Effect.Call.class))
                .as("the radio is still busy with it")
                .isFalse();
        stage.orchestrator.answered(call.link(), Reply.done(), stage.now);

        stage.answer(Reply.of(GattValue.of(3)));
        assertThat(stage.outcome(next)).isEqualTo(new Outcome.Read(GattValue.of(3)));
        assertThat(stage.outcome(write)).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void aReadWhoseLinkDropsIsRepeatedOnTheNext() {
        LinkRef link = ready(LAMP);
        long read = stage.read(LAMP);
        stage.one(Effect.Call.class);

        stage.happened(new RadioEvent.LinkDown(link.key(), "gone"));
        stage.connect();
        stage.answer(Reply.of(GattValue.of(9)));

        assertThat(stage.outcome(read)).isEqualTo(new Outcome.Read(GattValue.of(9)));
    }

    @Test
    void aWriteWhoseLinkDropsIsNotRepeated() {
        LinkRef link = ready(LAMP);
        long write = stage.write(LAMP);
        stage.one(Effect.Call.class);

        stage.happened(new RadioEvent.LinkDown(link.key(), "gone"));

        assertThat(stage.failure(write).status()).isEqualTo(BleStatus.LINK_LOST);
        assertThat(stage.failure(write).message()).contains("unknown");
        assertThat(stage.wants(Effect.Connect.class)).isFalse();
    }

    @Test
    void aWriteThatWasNeverSentGoesOverTheNextLink() {
        ready(LAMP);
        long write = stage.write(LAMP);
        stage.fail(RadioFault.NOT_CONNECTED);

        stage.connect();
        stage.answer(Reply.done());

        assertThat(stage.outcome(write)).isEqualTo(new Outcome.Done());
    }

    @Test
    void aReadThatDropsLinkAfterLinkIsGivenUp() {
        ready(LAMP);
        long read = stage.read(LAMP);
        for (int i = 0; i < 2; i++) {
            stage.fail(RadioFault.LINK_LOST);
            stage.connect();
        }
        stage.fail(RadioFault.LINK_LOST);

        assertThat(stage.failure(read).status()).isEqualTo(BleStatus.LINK_LOST);
    }

    @Test
    void aBusyStackIsAskedAgain() {
        ready(LAMP);
        long read = stage.read(LAMP);
        stage.fail(RadioFault.IN_PROGRESS);
        assertThat(stage.wants(Effect.Call.class)).isFalse();

        stage.pass(Duration.ofMillis(10));
        stage.answer(Reply.of(GattValue.of(1)));

        assertThat(stage.outcome(read)).isInstanceOf(Outcome.Read.class);
    }

    @Test
    void voidHandlesAreLookedUpAgainOnce() {
        ready(LAMP);
        long read = stage.read(LAMP);
        stage.fail(RadioFault.UNKNOWN_ATTRIBUTE);
        assertThat(stage.one(Effect.Call.class).call()).isInstanceOf(GattCall.Discover.class);
    }

    @Test
    void theWrongCharacteristicIsAnsweredWithoutAskingTheRadio() {
        ready(LAMP);

        long read = stage.submit(LAMP, new Operation.Read(CharacteristicId.parse("FFF0/FFF9")), "client", 30, 0);

        assertThat(stage.failure(read).status()).isEqualTo(BleStatus.CHARACTERISTIC_NOT_FOUND);
        assertThat(stage.failure(read).advice()).contains("fff1", "fff2");
        assertThat(stage.wants(Effect.Call.class)).isFalse();
    }

    @Test
    void aRequestThatIsTakenBackNeverRuns() {
        long read = stage.read(LAMP);

        assertThat(stage.orchestrator.cancel(read, stage.now)).isTrue();

        assertThat(stage.failure(read).status()).isEqualTo(BleStatus.CANCELLED);
        assertThat(stage.orchestrator.cancel(read, stage.now)).isFalse();
    }

    @Test
    void aClientThatGoesTakesItsThingsWithItAndLeavesTheOthers() {
        ready(LAMP);
        long mine = stage.submit(LAMP, new Operation.Read(Stage.CELL), "leaver", 30, 0);
        long waiting = stage.submit(LAMP, new Operation.Read(Stage.CELL), "leaver", 30, 0);
        long other = stage.submit(LAMP, new Operation.Read(Stage.CELL), "stayer", 30, 0);

        stage.orchestrator.clientGone("leaver", stage.now);

        assertThat(stage.failure(mine).status()).isEqualTo(BleStatus.CLOSED);
        assertThat(stage.failure(waiting).status()).isEqualTo(BleStatus.CLOSED);
        assertThat(stage.hasEnded(other)).isFalse();
    }

    @Test
    void aRequestBoundToALinkEndsWithIt() {
        LinkRef link = ready(LAMP);
        stage.read(LAMP);
        long bound = stage.submit(LAMP, new Operation.Read(Stage.CELL), "client", 30, link.generation());

        stage.happened(new RadioEvent.LinkDown(link.key(), "gone"));
        long late = stage.submit(LAMP, new Operation.Read(Stage.CELL), "client", 30, link.generation());

        assertThat(stage.failure(bound).status()).isEqualTo(BleStatus.LINK_LOST);
        assertThat(stage.failure(late).status()).isEqualTo(BleStatus.LINK_LOST);
    }

    @Test
    void answersOfAnEarlierLifeAreIgnored() {
        LinkRef old = ready(LAMP);
        stage.happened(new RadioEvent.LinkDown(old.key(), "gone"));
        long read = stage.read(LAMP);
        stage.connect();

        stage.orchestrator.answered(old, Reply.of(GattValue.of(0x66)), stage.now);
        assertThat(stage.hasEnded(read)).isFalse();
        stage.orchestrator.connected(old, Optional.of(Fault.of(RadioFault.FAILED, "old")), stage.now);
        stage.orchestrator.disconnected(old, stage.now);
        stage.answer(Reply.of(GattValue.of(1)));

        assertThat(stage.outcome(read)).isEqualTo(new Outcome.Read(GattValue.of(1)));
    }

    @Test
    void aRequestThatWaitedTooLongIsSkippedWithItsReason() {
        stage = withAdapter(BleSettings.DEFAULT.withQueue(QueueSettings.DEFAULT.withAge(true, Duration.ofSeconds(5))));
        long read = stage.submit(LAMP, new Operation.Read(Stage.CELL), "client", 60, 0);

        stage.pass(Duration.ofSeconds(6));

        assertThat(stage.failure(read).status()).isEqualTo(BleStatus.TOO_OLD);
    }

    @Test
    void whenEverySlotIsTakenTheHoldersAreNamed() {
        stage = withAdapter(BleSettings.DEFAULT.withLinks(LinkSettings.DEFAULT.withSlots(1)));
        stage.hear(LAMP, HCI0, -60);
        stage.borrow(LAMP, "greenhouse");
        stage.connect();
        stage.hear(METER, HCI0, -60);
        long read = stage.submit(METER, new Operation.Read(Stage.CELL), "client", 5, 0);

        stage.pass(Duration.ofSeconds(5));

        assertThat(stage.failure(read).status()).isEqualTo(BleStatus.SLOTS_FULL);
        assertThat(stage.failure(read).message()).contains(LAMP.toString(), "greenhouse");
    }

    @Test
    void anIdleLinkMakesRoomForWhoeverNeedsASlot() {
        stage = withAdapter(BleSettings.DEFAULT.withLinks(LinkSettings.DEFAULT.withSlots(1)));
        LinkRef idle = ready(LAMP);
        stage.hear(METER, HCI0, -60);
        stage.read(METER);

        assertThat(stage.one(Effect.Disconnect.class).link()).isEqualTo(idle);
        stage.orchestrator.disconnected(idle, stage.now);
        assertThat(stage.one(Effect.Connect.class).link().key().device()).isEqualTo(METER);
    }

    @Test
    void anAdapterThatRefusesALinkTeachesHowManyItCarries() {
        ready(LAMP);
        stage.hear(METER, HCI0, -60);
        stage.read(METER);
        stage.refuseConnect(RadioFault.NO_SLOT);

        assertThat(stage.orchestrator
                        .status(java.time.Instant.EPOCH, stage.now)
                        .adapters()
                        .get(0)
                        .slots())
                .isEqualTo(1);
    }

    @Test
    void theAdapterThatHearsBestMakesTheLinkAndTheNextOneHelpsWhenItIsBusy() {
        stage.plug(HCI1, "02:00:00:00:00:02");
        stage.hear(LAMP, HCI0, -80);
        stage.hear(LAMP, HCI1, -50);
        stage.hear(METER, HCI0, -80);
        stage.hear(METER, HCI1, -50);

        stage.read(LAMP);
        assertThat(stage.one(Effect.Connect.class).link().key().adapter()).isEqualTo(HCI1);
        stage.read(METER);
        assertThat(stage.one(Effect.Connect.class).link().key().adapter()).isEqualTo(HCI0);
    }

    @Test
    void aLinkThatNobodyUsesIsEndedAfterTheIdleTime() {
        LinkRef link = ready(LAMP);

        stage.pass(LinkSettings.DEFAULT.idle().minusMillis(1));
        assertThat(stage.wants(Effect.Disconnect.class)).isFalse();
        stage.pass(Duration.ofMillis(1));
        assertThat(stage.one(Effect.Disconnect.class).link()).isEqualTo(link);
    }

    @Test
    void aBorrowedLinkStaysUntilItIsGivenBack() {
        stage.hear(LAMP, HCI0, -60);
        long borrow = stage.borrow(LAMP, "client");
        stage.connect();
        assertThat(stage.outcome(borrow)).isInstanceOf(Outcome.Borrowed.class);

        stage.pass(Duration.ofMinutes(10));
        assertThat(stage.wants(Effect.Disconnect.class)).isFalse();
        stage.orchestrator.giveBack(borrow, stage.now);
        stage.pass(LinkSettings.DEFAULT.idle());
        assertThat(stage.wants(Effect.Disconnect.class)).isTrue();
    }

    @Test
    void withoutAnAdapterRequestsWaitForALittleAndAreThenToldWhy() {
        stage = new Stage(BleSettings.DEFAULT);
        stage.now = Duration.ofSeconds(100);
        long early = stage.read(LAMP);
        assertThat(stage.failure(early).status()).isEqualTo(BleStatus.RADIO_UNAVAILABLE);

        stage.plug(HCI0);
        stage.happened(new RadioEvent.AdapterRemoved(HCI0));
        long read = stage.read(LAMP);
        assertThat(stage.hasEnded(read)).isFalse();
        stage.pass(Duration.ofSeconds(8));
        assertThat(stage.failure(read).advice()).contains("plug");
    }

    private LinkRef ready(fieldlink.ble.DeviceAddress device) {
        stage.hear(device, HCI0, -60);
        long services = stage.submit(device, new Operation.Services(), "client", 30, 0);
        LinkRef link = stage.connect();
        assertThat(stage.outcome(services)).isEqualTo(new Outcome.Listed(Stage.TREE));
        return link;
    }

    private static Stage withAdapter(BleSettings settings) {
        Stage stage = new Stage(settings);
        stage.plug(HCI0);
        return stage;
    }
}

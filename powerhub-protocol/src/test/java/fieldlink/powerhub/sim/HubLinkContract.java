package fieldlink.powerhub.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fieldlink.powerhub.AttError;
import fieldlink.powerhub.GattProperty;
import fieldlink.powerhub.HubCharacteristic;
import fieldlink.powerhub.HubConnector;
import fieldlink.powerhub.HubException;
import fieldlink.powerhub.HubLink;
import fieldlink.powerhub.WireBytes;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every link has to do, whatever carries it. The far end is a fresh hub of the latest firmware. */
abstract class HubLinkContract {
    /** To a hub with an MTU that notifications fit in. */
    abstract HubConnector connector();

    @Test
    void carriesCommandsAndReadsThemBack() {
        try (HubLink link = done(connector().connect())) {
            done(link.write(HubCharacteristic.CONTROL, WireBytes.parse("0002ff"), HubLink.Delivery.ACKNOWLEDGED));
            assertThat(done(link.read(HubCharacteristic.LEVELS)).hex()).isEqualTo("0000ff000000");
        }
    }

    @Test
    void saysWhatTheHubAllows() {
        try (HubLink link = done(connector().connect())) {
            assertThat(link.properties(HubCharacteristic.POWER)).doesNotContain(GattProperty.NOTIFY);
            assertThat(link.properties(HubCharacteristic.MONITOR))
                    .containsExactlyInAnyOrder(GattProperty.READ, GattProperty.NOTIFY);
            assertThat(link.mtu()).isGreaterThanOrEqualTo(35);
        }
    }

    @Test
    void carriesTheHubsRefusal() {
        try (HubLink link = done(connector().connect())) {
            assertThat(failure(link.write(
                                    HubCharacteristic.CONTROL,
                                    WireBytes.parse("0002ff00"),
                                    HubLink.Delivery.ACKNOWLEDGED))
                            .attError())
                    .contains(AttError.INVALID_LENGTH);
            assertThat(done(link.read(HubCharacteristic.LEVELS)).hex())
                    .as("the command before the stray byte ran")
                    .isEqualTo("0000ff000000");
            assertThat(failure(link.read(HubCharacteristic.CONTROL)).attError()).contains(AttError.READ_NOT_PERMITTED);
            assertThat(failure(link.write(
                                    HubCharacteristic.LEVELS, WireBytes.parse("00"), HubLink.Delivery.ACKNOWLEDGED))
                            .attError())
                    .contains(AttError.WRITE_NOT_PERMITTED);
        }
    }

    @Test
    void anUnacknowledgedWriteNeverFails() {
        try (HubLink link = done(connector().connect())) {
            done(link.write(HubCharacteristic.CONTROL, WireBytes.parse("ff"), HubLink.Delivery.UNACKNOWLEDGED));
        }
    }

    @Test
    void deliversNotificationsUntilUnsubscribed() throws InterruptedException {
        try (HubLink link = done(connector().connect())) {
            BlockingQueue<WireBytes> seen = new LinkedBlockingQueue<>();
            done(link.subscribe(HubCharacteristic.LEVELS, seen::add));
            done(link.write(HubCharacteristic.CONTROL, WireBytes.parse("000001"), HubLink.Delivery.ACKNOWLEDGED));
            assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(WireBytes.parse("010000000000"));
            done(link.unsubscribe(HubCharacteristic.LEVELS));
            done(link.write(HubCharacteristic.CONTROL, WireBytes.parse("000002"), HubLink.Delivery.ACKNOWLEDGED));
            done(link.read(HubCharacteristic.LEVELS));
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void cannotSubscribeToWhatDoesNotNotify() {
        try (HubLink link = done(connector().connect())) {
            assertThat(failure(link.subscribe(HubCharacteristic.POWER, value -> {}))
                            .status())
                    .isEqualTo(HubException.Status.UNSUPPORTED);
        }
    }

    @Test
    void endsForGoodWhenClosed() {
        HubLink link = done(connector().connect());
        link.close();
        done(link.ended());
        assertThat(failure(link.read(HubCharacteristic.LEVELS)).status()).isEqualTo(HubException.Status.LOST);
        link.close();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static HubException failure(CompletionStage<?> stage) {
        HubException[] found = new HubException[1];
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> done(stage))
                .satisfies(e -> {
                    assertThat(e).hasCauseInstanceOf(HubException.class);
                    found[0] = (HubException) e.getCause();
                });
        return found[0];
    }
}

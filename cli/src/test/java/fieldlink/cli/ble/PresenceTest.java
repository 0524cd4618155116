package fieldlink.cli.ble;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.AdapterName;
import fieldlink.ble.AdvertisedContent;
import fieldlink.ble.Advertisement;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.ScanEvent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private static final long BEGIN = 7_000_000_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Presence presence = new Presence(BEGIN, PATIENCE);

    @Test
    void aDeviceThatIsNotHeardIsGoneOnlyAfterAWhile() {
        assertThat(online(PATIENCE.minusNanos(1))).isEqualTo("unknown");
        assertThat(online(PATIENCE)).isEqualTo("false");
        assertThat(presence.fields(BEGIN).keySet()).containsExactly("online", "address", "name", "rssi");
    }

    @Test
    void aDeviceIsThereFromItsFirstSightingUntilItFallsSilent() {
        presence.hear(new ScanEvent.Heard(sighting(1)));
        assertThat(presence.fields(BEGIN))
                .containsEntry("online", "true")
                .containsEntry("address", "02:00:00:00:00:01")
                .containsEntry("name", "Lamp")
                .containsEntry("rssi", "-60");
        presence.hear(new ScanEvent.Unavailable(sighting(1)));
        assertThat(online(Duration.ZERO)).isEqualTo("false");
    }

    @Test
    void ofSeveralWithOneNameOneIsEnough() {
        presence.hear(new ScanEvent.Heard(sighting(1)));
        presence.hear(new ScanEvent.Heard(sighting(2)));
        presence.hear(new ScanEvent.Unavailable(sighting(1)));
        assertThat(online(Duration.ZERO)).isEqualTo("true");
    }

    private @Nullable String online(Duration sinceBegin) {
        return presence.fields(BEGIN + sinceBegin.toNanos()).get("online");
    }

    private static Advertisement sighting(int last) {
        return new Advertisement(
                DeviceAddress.parse("02:00:00:00:00:0" + last),
                new AdapterName("hci0"),
                "Lamp",
                -60,
                AdvertisedContent.EMPTY,
                Instant.EPOCH);
    }
}

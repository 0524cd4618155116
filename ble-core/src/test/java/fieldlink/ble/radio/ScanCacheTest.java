package fieldlink.ble.radio;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.AdapterName;
import fieldlink.ble.AdvertisedContent;
import fieldlink.ble.Advertisement;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.ScanMode;
import fieldlink.ble.ScanSettings;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScanCacheTest {
    private static final AdapterName NEAR = new AdapterName("hci0");
    private static final AdapterName FAR = new AdapterName("hci1");
    private static final DeviceAddress DEVICE = DeviceAddress.parse("02:00:00:00:00:01");
    private static final DeviceAddress OTHER = DeviceAddress.parse("02:00:00:00:00:02");
    private static final DeviceAddress THIRD = DeviceAddress.parse("02:00:00:00:00:03");

    private final ScanCache cache =
            new ScanCache(new ScanSettings(ScanMode.ACTIVE, false, Duration.ofSeconds(10), 3, 2));

    @Test
    void aSightingIsFreshForTenSeconds() {
        hear(DEVICE, NEAR, -60, 0);

        assertThat(cache.fresh(DEVICE, at(10))).hasSize(1);
        assertThat(cache.fresh(DEVICE, at(11))).isEmpty();
        assertThat(cache.countFresh(at(10))).isEqualTo(1);
        assertThat(cache.countFresh(at(11))).isZero();
    }

    @Test
    void theAdapterThatHearsADeviceBestComesFirst() {
        hear(DEVICE, FAR, -80, 0);
        hear(DEVICE, NEAR, -50, 1);

        assertThat(cache.fresh(DEVICE, at(2)))
                .extracting(Advertisement::adapter)
                .containsExactly(NEAR, FAR);
        assertThat(cache.fresh(at(2))).hasSize(1);
    }

    @Test
    void aDeviceThatHasToMakeRoomIsReportedLikeOneThatFellSilent() {
        hear(DEVICE, NEAR, -60, 0);
        hear(OTHER, NEAR, -60, 1);
        hear(THIRD, NEAR, -60, 2);

        assertThat(cache.fallenSilent(at(3))).extracting(Advertisement::address).containsExactly(DEVICE);
        assertThat(cache.fallenSilent(at(4))).isEmpty();
    }

    @Test
    void anUnmeasuredStrengthComesLast() {
        hear(DEVICE, NEAR, Advertisement.RSSI_UNKNOWN, 0);
        hear(DEVICE, FAR, -95, 0);

        assertThat(cache.fresh(DEVICE, at(1)))
                .extracting(Advertisement::adapter)
                .containsExactly(FAR, NEAR);
    }

    @Test
    void theHistoryKeepsTheNewestOldestFirst() {
        for (int second = 0; second < 5; second++) {
            hear(DEVICE, NEAR, -60 - second, second);
        }

        assertThat(cache.history(DEVICE)).extracting(Advertisement::rssi).containsExactly(-62, -63, -64);
        assertThat(cache.history(OTHER)).isEmpty();
    }

    @Test
    void aNameOnceHeardIsRemembered() {
        cache.heard(sighting(DEVICE, NEAR, -60, "Lamp"), at(0));

        assertThat(cache.heard(sighting(DEVICE, NEAR, -60, null), at(1)).name()).isEqualTo("Lamp");
    }

    @Test
    void aDeviceThatFallsSilentIsNamedOnce() {
        hear(DEVICE, NEAR, -60, 0);

        assertThat(cache.fallenSilent(at(10))).isEmpty();
        assertThat(cache.fallenSilent(at(11)))
                .extracting(Advertisement::address)
                .containsExactly(DEVICE);
        assertThat(cache.fallenSilent(at(12))).isEmpty();
        hear(DEVICE, NEAR, -60, 20);
        assertThat(cache.fallenSilent(at(31))).hasSize(1);
    }

    @Test
    void aDeviceThatSpeaksRarelyIsGivenTheTimeItTakes() {
        hear(DEVICE, NEAR, -60, 0);
        hear(DEVICE, NEAR, -60, 20);

        assertThat(cache.fallenSilent(at(20 + 50)))
                .as("two and a half times its habit")
                .isEmpty();
        assertThat(cache.fallenSilent(at(20 + 51))).hasSize(1);
    }

    @Test
    void theOneSilentForLongestMakesRoom() {
        hear(DEVICE, NEAR, -60, 0);
        hear(OTHER, NEAR, -60, 1);
        hear(DEVICE, NEAR, -60, 2);
        cache.history(OTHER);
        hear(THIRD, NEAR, -60, 3);

        assertThat(cache.history(OTHER)).isEmpty();
        assertThat(cache.history(DEVICE)).hasSize(2);
    }

    @Test
    void anAdapterThatIsGoneHasHeardNothing() {
        hear(DEVICE, NEAR, -60, 0);
        hear(DEVICE, FAR, -80, 0);

        cache.discard(NEAR);

        assertThat(cache.fresh(DEVICE, at(1)))
                .extracting(Advertisement::adapter)
                .containsExactly(FAR);
    }

    private void hear(DeviceAddress device, AdapterName adapter, int rssi, int second) {
        cache.heard(sighting(device, adapter, rssi, null), at(second));
    }

    private static Advertisement sighting(DeviceAddress device, AdapterName adapter, int rssi, @Nullable String name) {
        return new Advertisement(device, adapter, name, rssi, AdvertisedContent.named("x"), Instant.ofEpochSecond(1));
    }

    private static Duration at(int second) {
        return Duration.ofSeconds(second);
    }
}

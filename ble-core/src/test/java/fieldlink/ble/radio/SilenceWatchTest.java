package fieldlink.ble.radio;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.DeviceAddress;
import fieldlink.ble.radio.SilenceWatch.Finding;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {
    private static final DeviceAddress SENSOR = DeviceAddress.parse("02:00:00:00:00:01");
    private static final DeviceAddress STRANGER = DeviceAddress.parse("02:00:00:00:00:02");
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private SilenceWatch watch = SilenceWatch.RESTING.scanBegan(Duration.ZERO);

    @Test
    void aRoomThatWasAlwaysQuietIsNoFault() {
        assertThat(findingAt(100_000)).isEqualTo(Finding.FINE);
    }

    @Test
    void strangersThatPassByMakeNoFaultOfTheSilenceAfterThem() {
        watch = watch.heard(STRANGER, false, Duration.ofSeconds(1));

        assertThat(findingAt(100_000)).isEqualTo(Finding.FINE);
    }

    @Test
    void whenAnExpectedDeviceFallsSilentTheScanIsRestartedFirst() {
        watch = watch.heard(SENSOR, true, Duration.ofSeconds(10));

        assertThat(findingAt(99)).isEqualTo(Finding.FINE);
        assertThat(findingAt(100)).isEqualTo(Finding.RESTART_SCAN);
        assertThat(findingAt(189)).isEqualTo(Finding.FINE);
        assertThat(findingAt(190)).isEqualTo(Finding.DEAF);
        assertThat(findingAt(280)).as("what the first step did not cure").isEqualTo(Finding.DEAF);
    }

    @Test
    void afterItsAlarmTheWatchRestsUntilTheDeviceIsHeardAgain() {
        watch = watch.heard(SENSOR, true, Duration.ofSeconds(10));
        findingAt(100);
        findingAt(190);
        findingAt(280);

        assertThat(findingAt(1000)).isEqualTo(Finding.FINE);
        watch = watch.heard(SENSOR, true, Duration.ofSeconds(1010));
        assertThat(findingAt(1100)).isEqualTo(Finding.RESTART_SCAN);
    }

    @Test
    void anyContentFromAnybodyProvesThatTheScanHears() {
        watch = watch.heard(SENSOR, true, Duration.ofSeconds(10)).heard(STRANGER, false, Duration.ofSeconds(99));

        assertThat(findingAt(100)).isEqualTo(Finding.FINE);
    }

    @Test
    void aLinkedDeviceIsSilentByNature() {
        watch = watch.heard(SENSOR, true, Duration.ofSeconds(10)).linked(SENSOR);

        assertThat(findingAt(1000)).isEqualTo(Finding.FINE);
    }

    private Finding findingAt(int second) {
        SilenceWatch.Verdict verdict = watch.check(Duration.ofSeconds(second), LIMIT);
        watch = verdict.next();
        return verdict.finding();
    }
}

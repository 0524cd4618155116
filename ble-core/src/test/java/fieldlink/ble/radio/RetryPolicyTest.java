package fieldlink.ble.radio;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.RadioFault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "CONNECT_ABORTED, 1, 250",
        "CONNECT_ABORTED, 2, 500",
        "CONNECT_ABORTED, 3, 1000",
        "TIMED_OUT, 1, 250",
        "FAILED, 3, 1000",
        "LINK_LOST, 2, 500",
        "IN_PROGRESS, 1, 250",
        "IN_PROGRESS, 8, 250",
        "UNKNOWN_DEVICE, 8, 250",
        "NO_SLOT, 1, 4000",
        "NOT_READY, 100, 1000",
        "SERVICE_DOWN, 100, 1000"
    })
    void aConnectIsTriedAgainAfterThePauseOfItsClass(RadioFault fault, int failures, long millis) {
        assertThat(RetryPolicy.afterConnect(fault, failures)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT_ABORTED, 4",
        "TIMED_OUT, 4",
        "FAILED, 4",
        "LINK_LOST, 4",
        "IN_PROGRESS, 9",
        "UNKNOWN_DEVICE, 9",
        "NO_SLOT, 9"
    })
    void atTheEndOfItsTriesTheCallerIsTold(RadioFault fault, int failures) {
        assertThat(RetryPolicy.afterConnect(fault, failures)).isEmpty();
        assertThat(RetryPolicy.afterConnect(fault, failures - 1)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_SUPPORTED", "NOT_PERMITTED", "TOO_LONG"})
    void whatTryingCannotChangeIsNotTriedAgain(RadioFault fault) {
        assertThat(RetryPolicy.afterConnect(fault, 1)).isEmpty();
    }

    @Test
    void aBusyStackIsAskedAgainSoonButNotForEver() {
        assertThat(RetryPolicy.afterBusy(1)).contains(Duration.ofMillis(10));
        assertThat(RetryPolicy.afterBusy(50)).contains(Duration.ofMillis(100));
        assertThat(RetryPolicy.afterBusy(100)).isEmpty();
    }

    @Test
    void subscriptionsThatNobodyWaitsForAreTriedLessAndLess() {
        assertThat(RetryPolicy.betweenRestores(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(RetryPolicy.betweenRestores(3)).isEqualTo(Duration.ofSeconds(8));
        assertThat(RetryPolicy.betweenRestores(1000)).isEqualTo(Duration.ofSeconds(60));
    }
}

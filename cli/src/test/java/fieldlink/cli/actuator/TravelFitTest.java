package fieldlink.cli.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TravelFitTest {
    /** A window of 65 s whose node waits half a second and reports whole percent every five seconds. */
    @Test
    void rareReportsInWholePercentStillTellTheTravelTime() {
        TravelFit fit = new TravelFit(100);
        for (double at = 2; at <= 75; at += 5) {
            fit.add(at, Math.rint(Math.max(0, Math.min(100, (at - 0.5) / 65 * 100))));
        }
        assertThat(fit.hasArrived()).isTrue();
        assertThat(fit.seconds()).hasValueCloseTo(65.0, within(0.5));
    }

    @Test
    void closingIsMeasuredTheOtherWay() {
        TravelFit fit = new TravelFit(0);
        for (double at = 0; at <= 60; at += 1) {
            fit.add(at, Math.max(0, 100 - at / 50 * 100));
        }
        assertThat(fit.hasArrived()).isTrue();
        assertThat(fit.seconds()).hasValueCloseTo(50.0, within(0.1));
    }

    @Test
    void aNodeThatOnlySaysOnAndOffTellsNothing() {
        TravelFit fit = new TravelFit(100);
        fit.add(1, 1);
        fit.add(2, 1);
        assertThat(fit.hasArrived()).isFalse();
        fit.add(40, 100);
        assertThat(fit.hasArrived()).isTrue();
        assertThat(fit.seconds()).isEmpty();
    }
}

package fieldlink.jobs.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void aBurstIsServedAndAFloodIsNot() {
        RateLimit limit = new RateLimit(2);
        for (int i = 0; i < 20; i++) {
            assertThat(limit.pause("pi-1", 0)).isEmpty();
        }
        assertThat(limit.pause("pi-1", 0)).contains(Duration.ofMillis(500));
        assertThat(limit.pause("pi-2", 0)).isEmpty();
    }

    @Test
    void whoWaitsAsToldIsServed() {
        RateLimit limit = new RateLimit(1);
        for (int i = 0; i < 12; i++) {
            limit.pause("pi-1", 0);
        }
        assertThat(limit.pause("pi-1", SECOND / 2)).contains(Duration.ofMillis(500));
        assertThat(limit.pause("pi-1", SECOND)).isEmpty();
        assertThat(limit.pause("pi-1", SECOND)).isPresent();
    }

    @Test
    void aClockThatStandsStillOrComesFromAnotherThreadDoesNoHarm() {
        RateLimit limit = new RateLimit(1);
        limit.pause("pi-1", 100 * SECOND);
        assertThat(limit.pause("pi-1", 99 * SECOND)).isEmpty();
    }

    @Test
    void zeroIsNoLimit() {
        RateLimit limit = new RateLimit(0);
        for (int i = 0; i < 1_000; i++) {
            assertThat(limit.pause("pi-1", 0)).isEmpty();
        }
    }

    @Test
    void manyClientsAreForgottenWhenTheyRested() {
        RateLimit limit = new RateLimit(1);
        for (int i = 0; i < 30_000; i++) {
            limit.pause("client-" + i, i * SECOND);
        }
        assertThat(limit.size()).isLessThan(20_001);
    }
}

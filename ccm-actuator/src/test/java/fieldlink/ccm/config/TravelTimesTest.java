package fieldlink.ccm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TravelTimesTest {
    @Test
    void bothTimesChangeAndNothingElse() {
        String before = """
                actuators:
                  屋根: {type: onoff}
                  roof:   # the north side
                    full_open_sec: 90   # a guess
                    cooling_sec: 5
                    full_close_sec: 90
                """;
        String after = TravelTimes.rewrite(before, "roof", 101.25, 98);
        assertThat(after)
                .isEqualTo(before.replace("full_open_sec: 90 ", "full_open_sec: 101.3 ")
                        .replace("full_close_sec: 90", "full_close_sec: 98.0"));
        assertThat(TravelTimes.changes(before, after))
                .containsExactly(
                        "-     full_open_sec: 90   # a guess",
                        "-     cooling_sec: 5",
                        "-     full_close_sec: 90",
                        "+     full_open_sec: 101.3   # a guess",
                        "+     cooling_sec: 5",
                        "+     full_close_sec: 98.0");
    }

    @Test
    void oneTimeForBothBecomesTwo() {
        assertThat(TravelTimes.rewrite("actuators:\n  roof:\n    full_travel_sec: 60 # old\n", "roof", 65, 50))
                .isEqualTo("actuators:\n  roof:\n    full_open_sec: 65.0\n    full_close_sec: 50.0 # old\n");
        assertThat(TravelTimes.rewrite("actuators: {roof: {full_travel_sec: 60, guard: 1.2}}", "roof", 65, 50))
                .isEqualTo("actuators: {roof: {full_open_sec: 65.0, full_close_sec: 50.0, guard: 1.2}}");
    }

    @Test
    void aFileWithoutTimesIsNotGuessedAt() {
        assertThatThrownBy(() -> TravelTimes.rewrite("actuators: {roof: {guard: 1.2}}", "roof", 65, 50))
                .hasMessageContaining("actuators.roof has no full_open_sec");
    }
}

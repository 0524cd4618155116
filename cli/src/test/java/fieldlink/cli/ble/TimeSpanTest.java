package fieldlink.cli.ble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {
    @Test
    void timesAreReadAsPeopleWriteThem() {
        assertThat(TimeSpan.parse("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(TimeSpan.parse("1.5s")).isEqualTo(Duration.ofMillis(1500));
        assertThat(TimeSpan.parse("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(TimeSpan.parse(" 2 H ")).isEqualTo(Duration.ofHours(2));
        assertThat(TimeSpan.parse("3")).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "5 weeks", "0", "0.0001s", "99999999999s"})
    void whatIsNoTimeIsNamed(String text) {
        assertThatThrownBy(() -> TimeSpan.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }
}

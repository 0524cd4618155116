package fieldlink.ccm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private final VirtualTime time = new VirtualTime();
    private final List<String> happened = new ArrayList<>();

    @Test
    void whatIsDueTogetherHappensInTheOrderItWasAskedFor() {
        time.after(Duration.ofSeconds(2), () -> happened.add("late"));
        time.after(Duration.ofSeconds(1), () -> happened.add("first"));
        time.after(Duration.ofSeconds(1), () -> happened.add("second"));
        time.advance(Duration.ofMillis(1500));
        assertThat(happened).containsExactly("first", "second");
        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void aHappeningMayAskForMore() {
        time.every(Duration.ofSeconds(1), () -> happened.add(time.elapsed().toString()));
        time.advance(Duration.ofSeconds(2));
        assertThat(happened).containsExactly("PT0S", "PT1S", "PT2S");
    }
}

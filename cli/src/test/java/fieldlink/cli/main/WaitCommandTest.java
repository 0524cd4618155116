package fieldlink.cli.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WaitCommandTest {
    @Test
    void numbersAreComparedAsNumbersAndWordsWithoutCase() {
        WaitCommand.Goal position = WaitCommand.Goal.parse("position_pct=30");
        assertThat(position.isMetBy("30.2")).isTrue();
        assertThat(position.isMetBy("31")).isFalse();
        assertThat(position.isMetBy("null")).isFalse();
        WaitCommand.Goal state = WaitCommand.Goal.parse("state=idle");
        assertThat(state.isMetBy("IDLE")).isTrue();
        assertThat(state.isMetBy("MOVING")).isFalse();
    }

    @Test
    void aGoalWithoutAValueIsRefused() {
        assertThatThrownBy(() -> WaitCommand.Goal.parse("position")).hasMessageContaining("is no FIELD=VALUE");
    }
}

package fieldlink.cli.gateway.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fieldlink.jobs.Effect;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Parameter;
import fieldlink.jobs.agent.Arguments;
import fieldlink.jobs.agent.JobProgress;
import fieldlink.jobs.agent.Skill;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormTest {
    private static final JobProgress SILENT = new JobProgress() {
        @Override
        public void say(int percent, String message) {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    };

    private final Skill skill = new Form("lamp.dim", "Dims a lamp.")
            .choice("lamp", List.of("left", "right"), "Which")
            .whole("level", 0, 255, "0 is off")
            .number("seconds", 0, 60, 3.0, "How long")
            .dangerous(Duration.ofMinutes(1), (arguments, progress) -> JsonText.of("\"dimmed\""));

    @Test
    void rangesAndChoicesAreToldToPeople() {
        assertThat(skill.capability().parameters())
                .extracting(Parameter::description)
                .containsExactly("Which: left, right", "0 is off, 0 to 255", "How long, 0 to 60");
        assertThat(skill.capability().parameters())
                .extracting(Parameter::isRequired)
                .containsExactly(true, true, false);
        assertThat(skill.capability().dangerous()).isTrue();
        assertThat(skill.capability().effect()).isEqualTo(Effect.ONCE);
    }

    @Test
    void aJobOutsideOfThemNeverReachesTheHandler() {
        assertThatThrownBy(() -> run("{\"lamp\":\"middle\",\"level\":1}"))
                .hasMessage("lamp 'middle' is none of left, right");
        assertThatThrownBy(() -> run("{\"lamp\":\"left\",\"level\":256}")).hasMessage("level is 0 to 255, not 256");
        assertThatThrownBy(() -> run("{\"lamp\":\"left\",\"level\":1,\"seconds\":61}"))
                .hasMessage("seconds is 0 to 60, not 61");
        assertThatThrownBy(() -> run("{\"lamp\":\"left\"}")).hasMessageContaining("'level' is missing");
    }

    @Test
    void whatHasADefaultMayBeLeftOut() throws Exception {
        assertThat(run("{\"lamp\":\"left\",\"level\":255}")).isEqualTo("\"dimmed\"");
    }

    @Test
    void theOnlyChoiceNeedNotBeSaid() {
        Parameter only = new Form("a", "b")
                .choice("hub", List.of("lights"), "Which")
                .harmless(Duration.ofMinutes(1), (arguments, progress) -> JsonText.NULL)
                .capability()
                .parameters()
                .get(0);
        assertThat(only.isRequired()).isFalse();
        assertThat(only.defaultValue()).isEqualTo(JsonText.of("\"lights\""));
    }

    private String run(String args) throws Exception {
        return skill.handler().handle(Arguments.of(JsonText.of(args)), SILENT).text();
    }
}

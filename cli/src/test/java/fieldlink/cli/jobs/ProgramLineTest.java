package fieldlink.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import fieldlink.jobs.Effect;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.agent.Skill;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgramLineTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void aProgramAloneMayRunOnceForAMinute() {
        Skill skill = ProgramLine.parse("uptime=/usr/bin/uptime -p", MINUTE);
        assertThat(skill.capability().name()).isEqualTo("uptime");
        assertThat(skill.capability().parameters()).isEmpty();
        assertThat(skill.capability().effect()).isEqualTo(Effect.ONCE);
        assertThat(skill.limit()).isEqualTo(MINUTE);
    }

    @Test
    void argumentsHaveTypesAndDefaults() {
        Skill skill = ProgramLine.parse(
                "led(times:int=5, colour:string?, name)[idempotent,dangerous,limit=10s]="
                        + "led --times {times} --colour={colour} {name}",
                MINUTE);
        assertThat(skill.capability().parameters())
                .extracting("name", "type", "required", "defaultValue")
                .containsExactly(
                        tuple("times", "int", false, JsonText.of("5")),
                        tuple("colour", "string", false, null),
                        tuple("name", "string", true, null));
        assertThat(skill.capability().effect()).isEqualTo(Effect.IDEMPOTENT);
        assertThat(skill.capability().dangerous()).isTrue();
        assertThat(skill.limit()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aMistakeIsNamed() {
        assertThatThrownBy(() -> ProgramLine.parse("uptime", MINUTE)).hasMessageContaining("expected NAME=PROGRAM");
        assertThatThrownBy(() -> ProgramLine.parse("led(times:number)=led {times}", MINUTE))
                .hasMessageContaining("is int, float, bool or string, not number");
        assertThatThrownBy(() -> ProgramLine.parse("led[quickly]=led", MINUTE))
                .hasMessageContaining("'quickly' is none of idempotent");
        assertThatThrownBy(() -> ProgramLine.parse("led=led {times}", MINUTE))
                .hasMessageContaining("there is no argument 'times'");
    }
}

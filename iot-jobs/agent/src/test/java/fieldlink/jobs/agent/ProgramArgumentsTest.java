package fieldlink.jobs.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fieldlink.jobs.JsonText;
import fieldlink.jobs.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgramArgumentsTest {
    @Test
    void anArgumentStaysWithinItsWordWhateverItHolds() {
        ProgramArguments program = new ProgramArguments(
                List.of("/usr/bin/say", "--text={words}", "{words}"), List.of(parameter("words", "string", true)));
        assertThat(program.commandLine(arguments("{\"words\":\"a b; rm -rf / $(x) {words}\"}")))
                .containsExactly("/usr/bin/say", "--text=a b; rm -rf / $(x) {words}", "a b; rm -rf / $(x) {words}");
    }

    @Test
    void aTextThatTheProgramWouldTakeForAnOptionIsRefused() {
        ProgramArguments program =
                new ProgramArguments(List.of("cat", "{file}"), List.of(parameter("file", "string", true)));
        assertThatThrownBy(() -> program.commandLine(arguments("{\"file\":\"--help\"}")))
                .hasMessage("the argument 'file' begins with '-'; the program would take it for an option");
    }

    @Test
    void numbersMayBeNegativeAndAreNumbers() {
        ProgramArguments program = new ProgramArguments(
                List.of("turn", "{degrees}", "{speed}", "{hold}"),
                List.of(
                        parameter("degrees", "int", true),
                        parameter("speed", "float", true),
                        parameter("hold", "bool", true)));
        assertThat(program.commandLine(arguments("{\"degrees\":-90,\"speed\":1e-3,\"hold\":true}")))
                .containsExactly("turn", "-90", "0.001", "true");
        assertThatThrownBy(() -> program.commandLine(arguments("{\"degrees\":\"1\",\"speed\":1,\"hold\":true}")))
                .hasMessage("the argument 'degrees' is \"1\", not a whole number");
    }

    @Test
    void whatIsNotGivenIsTheDefaultOrLeavesItsWordOut() {
        ProgramArguments program = new ProgramArguments(
                List.of("led", "--times", "{times}", "--colour={colour}"),
                List.of(
                        new Parameter("times", "int", false, JsonText.of("5"), null),
                        parameter("colour", "string", false)));
        assertThat(program.commandLine(arguments("{}"))).containsExactly("led", "--times", "5");
        assertThat(program.commandLine(arguments("{\"colour\":\"red\"}")))
                .containsExactly("led", "--times", "5", "--colour=red");
    }

    @Test
    void whatIsRequiredMustBeThereAndNothingElse() {
        ProgramArguments program =
                new ProgramArguments(List.of("led", "{times}"), List.of(parameter("times", "int", true)));
        assertThatThrownBy(() -> program.commandLine(arguments("{}"))).hasMessage("the argument 'times' is missing");
        assertThatThrownBy(() -> program.commandLine(arguments("{\"times\":1,\"more\":2}")))
                .hasMessage("there is no argument 'more'; there are times");
    }

    @Test
    void placesAreDeclaredAndNeverChooseTheProgram() {
        assertThatThrownBy(() -> new ProgramArguments(List.of("led", "{times}"), List.of()))
                .hasMessage("there is no argument 'times'");
        assertThatThrownBy(() -> new ProgramArguments(List.of("{times}"), List.of(parameter("times", "string", true))))
                .hasMessage("an argument cannot choose the program: {times}");
    }

    private static Parameter parameter(String name, String type, @Nullable Boolean required) {
        return new Parameter(name, type, required, null, null);
    }

    private static Arguments arguments(String json) {
        return Arguments.of(JsonText.of(json));
    }
}

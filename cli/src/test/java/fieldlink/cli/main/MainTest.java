package fieldlink.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void saysItsVersion() {
        assertThat(run("--version")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).matches("fieldlink \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }

    @Test
    void listsEveryCommandInItsHelp() {
        assertThat(run("--help")).isEqualTo(ExitCode.DONE);
        String help = out.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        for (var entry : new Fieldlink().entries()) {
            assertThat(help).contains(" " + entry.name() + " " + entry.summary());
        }
    }

    @Test
    void anUnknownCommandIsAUsageErrorThatSaysWhereToLook() {
        assertThat(run("frobnicate")).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("frobnicate", "fieldlink --help");
    }

    @Test
    void everyListedCommandCanBeBuilt() {
        assertThat(CommandModel.whole().root().getSubcommands())
                .containsOnlyKeys(new Fieldlink()
                        .entries().stream().map(entry -> entry.name()).toArray(String[]::new));
    }

    private ExitCode run(String... args) {
        return Main.run(
                List.of(args),
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
    }
}

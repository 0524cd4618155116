package fieldlink.cli.robot;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.Python;
import fieldlink.cli.main.Main;
import fieldlink.jobs.robot.serve.RobotConfig;
import fieldlink.jobs.robot.serve.RobotServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example projects do what their READMEs show. */
class ExampleProjectsIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String PROMPT = "$ fieldlink ";

    @TempDir
    Path storage;

    @BeforeAll
    static void interpreter() {
        Python.require();
    }

    static Stream<Path> projects() throws IOException {
        try (Stream<Path> entries = Files.list(ROOT.resolve("examples"))) {
            List<Path> found = entries.filter(
                            entry -> entry.getFileName().toString().startsWith("robot-"))
                    .sorted()
                    .toList();
            assertThat(found).hasSizeGreaterThanOrEqualTo(2);
            return found.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("projects")
    void theCommandsOfTheReadmePrintWhatItSays(Path project) throws IOException {
        List<String> lines = Files.readAllLines(project.resolve("README.md"));
        int commands = 0;
        try (RobotServer server = RobotServer.of(
                        RobotConfig.DEFAULT.at("127.0.0.1", 0).in(storage))
                .start()) {
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith(PROMPT)) {
                    commands++;
                    String said = run(lines.get(i).substring(PROMPT.length()), server.port());
                    List<String> expected = lines.subList(i + 1, lines.size()).stream()
                            .takeWhile(line -> !line.startsWith("$") && !line.startsWith("```"))
                            .toList();
                    boolean fails = expected.stream().anyMatch(line -> line.startsWith("! "));
                    assertThat(said.contains("fieldlink: "))
                            .as("%s: %s", lines.get(i), said)
                            .isEqualTo(fails);
                    expected.forEach(
                            line -> assertThat(said).contains(line.startsWith("! ") ? line.substring(2) : line));
                }
            }
        }
        assertThat(commands).isPositive();
    }

    /** What it printed to either stream. */
    private static String run(String command, int port) {
        List<String> words = new ArrayList<>();
        for (String word : command.split(" ")) {
            words.add(word.startsWith("examples/") ? ROOT.resolve(word).toString() : word);
        }
        words.addAll(List.of("--server", "http://127.0.0.1:" + port));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
        Main.run(words, new ByteArrayInputStream(new byte[0]), both, both, Map.of());
        return said.toString(StandardCharsets.UTF_8);
    }
}

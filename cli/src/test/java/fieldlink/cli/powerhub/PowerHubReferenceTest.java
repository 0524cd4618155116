package fieldlink.cli.powerhub;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.main.Main;
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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every console block of docs/reference/powerhub.md. After a command stand the lines of its input ({@code <}), its
 * remarks ({@code !}) and its results.
 */
class PowerHubReferenceTest {
    private static final Path PAGE = Path.of(System.getProperty("fieldlink.root"), "docs/reference/powerhub.md");
    private static final String PROMPT = "$ fieldlink ";

    private record Session(String command, List<String> input, List<String> remarks, List<String> results) {}

    @TestFactory
    Stream<DynamicTest> thePageSaysWhatHappens() throws IOException {
        List<Session> sessions = sessions();
        assertThat(sessions).hasSizeGreaterThan(10);
        return sessions.stream().map(session -> DynamicTest.dynamicTest(session.command(), () -> run(session)));
    }

    private static void run(Session session) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String input = String.join("\n", session.input());
        Main.run(
                List.of(session.command().replace(" < script", "").split(" ")),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
        assertThat(out.toString(StandardCharsets.UTF_8).lines().toList()).isEqualTo(session.results());
        assertThat(err.toString(StandardCharsets.UTF_8).lines().toList()).isEqualTo(session.remarks());
    }

    private static List<Session> sessions() throws IOException {
        List<Session> sessions = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("```")) {
                inside = line.equals("```console");
            } else if (inside && line.startsWith(PROMPT)) {
                sessions.add(new Session(
                        line.substring(PROMPT.length()), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
            } else if (inside) {
                Session last = sessions.get(sessions.size() - 1);
                if (line.startsWith("< ")) {
                    last.input().add(line.substring(2));
                } else if (line.startsWith("! ")) {
                    last.remarks().add(line.substring(2));
                } else {
                    last.results().add(line);
                }
            }
        }
        return sessions;
    }
}

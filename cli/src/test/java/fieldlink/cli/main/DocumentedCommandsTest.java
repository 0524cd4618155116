package fieldlink.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs what README and docs show. In a block marked {@code console}, a line {@code $ fieldlink …} is run and must print
 * the lines below it; a line of three dots stands for any lines, three dots inside a line for any text.
 */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of(System.getProperty("fieldlink.root"));
    private static final Pattern BLOCK = Pattern.compile("^```console\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    @TestFactory
    Stream<DynamicTest> everyConsoleBlockPrintsWhatItSays() throws IOException {
        return documents()
                .flatMap(document -> steps(document).stream()
                        .map(step -> DynamicTest.dynamicTest(
                                ROOT.relativize(document) + ": " + step.command(),
                                () -> assertThat(output(step.command())).matches(step.expected()))));
    }

    /** CI takes the two commands from the README itself, so they only have to be there and be these. */
    @Test
    void theReadmeShowsExactlyTwoShellCommands() throws IOException {
        Matcher block = Pattern.compile("^```sh\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")));
        List<String> commands = new ArrayList<>();
        while (block.find()) {
            commands.addAll(block.group(1).lines().toList());
        }
        assertThat(commands).containsExactly("cli/fieldlink up --simulate", "mvn verify");
    }

    private record Step(String command, String expected) {}

    private static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            List<Path> all =
                    docs.filter(file -> file.toString().endsWith(".md")).collect(Collectors.toList());
            all.add(ROOT.resolve("README.md"));
            return all.stream();
        }
    }

    private static List<Step> steps(Path document) {
        List<Step> steps = new ArrayList<>();
        Matcher block = BLOCK.matcher(read(document));
        while (block.find()) {
            String command = null;
            StringBuilder expected = new StringBuilder();
            for (String line : block.group(1).lines().toList()) {
                if (line.startsWith("$ ")) {
                    if (command != null) {
                        steps.add(new Step(command, expected.toString()));
                    }
                    command = line.substring(2);
                    expected.setLength(0);
                } else {
                    expected.append(line.equals("...") ? "(?s:.*)" : quoted(line) + "\\R");
                }
            }
            assertThat(command)
                    .as("a console block of %s runs something", document)
                    .isNotNull();
            steps.add(new Step(command, expected.toString()));
        }
        return steps;
    }

    private static String quoted(String line) {
        return Stream.of(line.split("\\.\\.\\.", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }

    private static String output(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(Stream.of(1, 2, 3)
                    .map(word::group)
                    .filter(group -> group != null)
                    .findFirst()
                    .orElseThrow());
        }
        assertThat(words.get(0)).as("only fieldlink itself is run by this test").isEqualTo("fieldlink");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(out, true, StandardCharsets.UTF_8);
        Main.run(words.subList(1, words.size()), new ByteArrayInputStream(new byte[0]), both, both, Map.of());
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

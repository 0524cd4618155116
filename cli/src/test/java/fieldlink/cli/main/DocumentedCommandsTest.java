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
 * Runs what README and docs show. In a block marked {@code console}, a line {@code $ fieldlink …} is run with the lines
 * that begin with {@code <} as its input; it has to print the lines that begin with {@code !} to stderr and the others
 * to stdout. A line of three dots stands for any lines, three dots inside a line for any text.
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
                                ROOT.relativize(document) + ": " + step.command, () -> run(step))));
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

    private static final class Step {
        private final String command;
        private final StringBuilder input = new StringBuilder();
        private final StringBuilder results = new StringBuilder();
        private final StringBuilder remarks = new StringBuilder();

        Step(String command) {
            this.command = command;
        }

        void take(String line) {
            if (line.startsWith("< ")) {
                input.append(line.substring(2)).append('\n');
            } else if (line.startsWith("! ")) {
                remarks.append(pattern(line.substring(2)));
            } else {
                results.append(pattern(line));
            }
        }

        private static String pattern(String line) {
            return line.equals("...")
                    ? "(?s:.*)"
                    : Stream.of(line.split("\\.\\.\\.", -1)).map(Pattern::quote).collect(Collectors.joining(".*"))
                            + "\\R";
        }
    }

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
            List<String> lines = block.group(1).lines().toList();
            assertThat(lines.get(0))
                    .as("a console block of %s runs something", document)
                    .startsWith("$ ");
            for (String line : lines) {
                if (line.startsWith("$ ")) {
                    steps.add(new Step(line.substring(2)));
                } else {
                    steps.get(steps.size() - 1).take(line);
                }
            }
        }
        return steps;
    }

    private static void run(Step step) {
        List<String> words = words(step.command);
        assertThat(words.get(0)).as("only fieldlink itself is run by this test").isEqualTo("fieldlink");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Main.run(
                words.subList(1, words.size()),
                new ByteArrayInputStream(step.input.toString().getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
        assertThat(out.toString(StandardCharsets.UTF_8)).as("stdout").matches(step.results.toString());
        assertThat(err.toString(StandardCharsets.UTF_8)).as("stderr").matches(step.remarks.toString());
    }

    /** As a shell splits them; {@code < file} at the end stands for the input lines of the block. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command.replaceFirst(" < \\S+$", ""));
        while (word.find()) {
            words.add(Stream.of(1, 2, 3)
                    .map(word::group)
                    .filter(group -> group != null)
                    .findFirst()
                    .orElseThrow());
        }
        return words;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

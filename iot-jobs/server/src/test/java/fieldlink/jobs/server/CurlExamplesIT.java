package fieldlink.jobs.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Runs what http-api.md shows with curl: one shell for all lines after a dollar; three dots stand for any text. */
class CurlExamplesIT {
    private static final Pattern BLOCK =
            Pattern.compile("^```shell-session\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    @Test
    void whatTheReferenceShowsIsWhatComesBack() throws Exception {
        Path document = Path.of(System.getProperty("fieldlink.root"), "docs", "reference", "http-api.md");
        Matcher block = BLOCK.matcher(Files.readString(document));
        assertThat(block.find()).as("a block of curl in %s", document).isTrue();
        String script = block.group(1)
                .lines()
                .filter(line -> line.startsWith("$ "))
                .map(line -> line.substring(2) + "\n")
                .collect(Collectors.joining());
        String expected = block.group(1)
                .lines()
                .filter(line -> !line.startsWith("$ "))
                .map(CurlExamplesIT::pattern)
                .collect(Collectors.joining());
        try (RunningServer server = RunningServer.secure()) {
            assertThat(run(script, server)).matches(expected);
        }
    }

    private static String run(String script, RunningServer server) throws IOException, InterruptedException {
        Process shell = shell(script, server);
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assumeTrue(
                shell.exitValue() != 127 || Boolean.getBoolean("fieldlink.it.required"),
                "curl is missing: apt install curl");
        assertThat(shell.exitValue()).as(printed).isZero();
        return printed;
    }

    private static Process shell(String script, RunningServer server) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", script).redirectErrorStream(true);
        builder.environment()
                .put("SERVER", "http://127.0.0.1:" + server.address().getPort());
        builder.environment().put("TOKEN", server.operator()[1].replace("Bearer ", ""));
        return builder.start();
    }

    private static String pattern(String line) {
        return Arrays.stream(line.split("\\.\\.\\.", -1)).map(Pattern::quote).collect(Collectors.joining(".*")) + "\\R";
    }
}

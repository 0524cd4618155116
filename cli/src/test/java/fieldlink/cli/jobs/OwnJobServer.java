package fieldlink.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.OwnJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A job server in a process of its own, as people run it; on a port that it chooses itself. */
final class OwnJobServer implements AutoCloseable {
    private final Process process;
    private final Path errors;
    private final String url;

    /** @param options such as {@code --legacy} */
    OwnJobServer(Path directory, String... options) throws IOException {
        errors = directory.resolve("stderr");
        List<String> serve = List.of(
                "jobs",
                "serve",
                "--port",
                "0",
                "--data",
                directory.resolve("queue").toString());
        String[] words = Stream.concat(serve.stream(), Stream.of(options)).toArray(String[]::new);
        process = new ProcessBuilder(OwnJvm.fieldlink(words))
                .redirectError(errors.toFile())
                .start();
        String said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(said).as("what the server says first").startsWith("jobs at http://");
        url = said.substring("jobs at ".length(), said.indexOf(';'));
    }

    String url() {
        return url;
    }

    /** What it has said on its standard error so far. */
    String errors() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS))
                .as("it stops when told to")
                .isTrue();
    }
}

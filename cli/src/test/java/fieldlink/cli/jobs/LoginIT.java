package fieldlink.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.ExitCode;
import fieldlink.cli.main.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the password that a server prints at its first start to commands that need none. */
@Tag("long")
class LoginIT {
    private static final String OWN_PASSWORD = "a good long one";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private OwnJobServer server;

    @BeforeEach
    void start() throws IOException {
        server = new OwnJobServer(directory);
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.close();
    }

    @Test
    void aPasswordIsGivenOnceAndATokenKept() throws IOException {
        assertThat(jobs("", "devices")).isEqualTo(ExitCode.REFUSED);
        assertThat(said(err)).contains("fieldlink jobs login");

        String chosen = "short\n" + OWN_PASSWORD + "\nanother\n" + OWN_PASSWORD + "\n" + OWN_PASSWORD + "\n";
        assertThat(jobs(oneTimePassword() + "\n" + chosen, "login"))
                .as(said(err))
                .isEqualTo(ExitCode.DONE);
        assertThat(said(err)).contains("at least 8", "The two differ").doesNotContain(OWN_PASSWORD);
        Path kept = directory.resolve("config/fieldlink/jobs-tokens");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(jobs("", "devices")).isEqualTo(ExitCode.DONE);

        String stolen = Files.readString(kept).strip().split(" ")[1];
        assertThat(jobs("", "logout")).isEqualTo(ExitCode.DONE);
        assertThat(kept).isEmptyFile();
        assertThat(jobs("", "devices", "--token", stolen)).isEqualTo(ExitCode.REFUSED);
        assertThat(jobs("", "logout")).isEqualTo(ExitCode.FAILED);

        assertThat(jobs(OWN_PASSWORD + "\n", "login", "--json")).isEqualTo(ExitCode.DONE);
        assertThat(said(out))
                .isEqualToIgnoringNewLines("{\"server\":\"" + server.url() + "\",\"operator\":\"operator\"}");
    }

    @Test
    void aWrongPasswordAndNoneAtAllChangeNothing() throws IOException {
        assertThat(jobs("wrong\n", "login")).isEqualTo(ExitCode.REFUSED);
        assertThat(said(err)).contains("not the password of 'operator'");
        assertThat(jobs("", "login")).isEqualTo(ExitCode.USAGE);
        assertThat(directory.resolve("config")).doesNotExist();
        assertThat(jobs(oneTimePassword() + "\n", "login"))
                .as("logged in, but without a password of one's own")
                .isEqualTo(ExitCode.USAGE);
        assertThat(jobs("", "devices")).isEqualTo(ExitCode.DONE);
    }

    private String oneTimePassword() throws IOException {
        Matcher printed = Pattern.compile("works once, for 'operator': (\\S+)").matcher(server.errors());
        assertThat(printed.find()).as("the password of the first start").isTrue();
        return printed.group(1);
    }

    private ExitCode jobs(String typed, String... words) {
        out.reset();
        err.reset();
        List<String> line = new ArrayList<>(List.of("jobs"));
        line.addAll(List.of(words));
        return Main.run(
                line,
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(
                        "FIELDLINK_JOBS_URL",
                        server.url(),
                        "XDG_CONFIG_HOME",
                        directory.resolve("config").toString()));
    }

    private static String said(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}

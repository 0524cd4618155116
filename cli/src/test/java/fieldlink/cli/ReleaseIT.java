package fieldlink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of a release, unpacked somewhere else as a person installs it. */
class ReleaseIT {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    @Test
    void runsWhereItIsUnpackedAndBringsWhatAnInstallationNeeds() throws Exception {
        Path target = Path.of(System.getProperty("fieldlink.root"), "cli/target");
        try (var archives = Files.newDirectoryStream(target, "fieldlink-*.tar.gz")) {
            run(List.of("tar", "-xzf", archives.iterator().next().toString(), "--strip-components=1"));
        }
        assertThat(run(List.of("bin/fieldlink", "--version"))).startsWith("fieldlink ");
        assertThat(run(List.of("bin/fieldlink", "config", "check", "--config", "etc/fieldlink.yaml")))
                .contains("no mistakes");
        assertThat(List.of(
                        "systemd/fieldlink.service",
                        "systemd/fieldlink-ble.service",
                        "systemd/50-fieldlink-ble.rules",
                        "completions/fieldlink.bash",
                        "completions/_fieldlink",
                        "completions/fieldlink.fish",
                        "man/man1/fieldlink-up.1"))
                .allSatisfy(file -> assertThat(folder.resolve(file)).isNotEmptyFile());
        run(List.of("bash", "-n", "completions/fieldlink.bash"));
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("release", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("FIELDLINK_CDS", "off");
        try {
            Process process = builder.redirectOutput(out.toFile()).start();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            String text = Files.readString(out);
            assertThat(process.exitValue()).as(command + ": " + text).isZero();
            return text;
        } finally {
            Files.delete(out);
        }
    }
}

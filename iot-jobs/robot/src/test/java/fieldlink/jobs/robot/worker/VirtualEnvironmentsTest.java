package fieldlink.jobs.robot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualEnvironmentsTest {
    @TempDir
    Path home;

    @Test
    void thoseUsedLastAreKeptAndThoseThatWereNeverFinishedGoFirst() throws Exception {
        for (int day = 1; day <= 18; day++) {
            Path marker = Files.createDirectories(home.resolve("used-" + day)).resolve("complete");
            Files.setLastModifiedTime(Files.createFile(marker), FileTime.fromMillis(day * 86_400_000L));
        }
        Files.createFile(Files.createDirectories(home.resolve("broken/bin")).resolve("python"));

        new VirtualEnvironments(home, PythonSettings.DEFAULT).forgetOld();

        try (var left = Files.list(home)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .hasSize(16)
                    .contains("used-3", "used-18")
                    .doesNotContain("broken", "used-1", "used-2");
        }
    }
}

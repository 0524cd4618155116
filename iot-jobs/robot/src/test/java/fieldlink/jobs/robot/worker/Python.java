package fieldlink.jobs.robot.worker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The interpreter that most projects of the tests are written for. */
public final class Python {
    private Python() {}

    /** Skips the test where there is none, unless tools are required: then it fails by itself. */
    public static void require() {
        assumeTrue(Boolean.getBoolean("fieldlink.it.required") || isThere(), "skipped: apt install python3");
    }

    private static boolean isThere() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
    }
}

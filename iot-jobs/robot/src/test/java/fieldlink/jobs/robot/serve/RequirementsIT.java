package fieldlink.jobs.robot.serve;

import static fieldlink.jobs.robot.serve.Rig.code;
import static fieldlink.jobs.robot.serve.Rig.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fieldlink.jobs.robot.RobotSettings;
import fieldlink.jobs.robot.serve.Rig.User;
import fieldlink.jobs.robot.worker.Python;
import fieldlink.jobs.robot.worker.PythonSettings;
import fieldlink.jobs.robot.worker.WorkerLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a project requires is installed from a folder of wheels, or it is told why not; it runs in either case. */
class RequirementsIT {
    private static final String WITH_OR_WITHOUT = """
            try:
                import gripper
            except ImportError:
                gripper = None
            class Ctl:
                def width(self): return gripper.WIDTH if gripper else -1
            ctl = Ctl()
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @BeforeAll
    static void requirePip() throws Exception {
        Python.require();
        boolean there = new ProcessBuilder("python3", "-c", "import venv, pip")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
        if (Boolean.getBoolean("fieldlink.it.required")) {
            assertThat(there).as("install python3-pip").isTrue();
        }
        assumeTrue(there, "skipped: install python3-pip");
    }

    @Test
    void wheelsAreInstalledOnceForAllVersionsThatListThem() throws Exception {
        Path wheels = Files.createDirectories(directory.resolve("wheels"));
        wheel(wheels);
        try (Rig rig = new Rig(config().with(patient(wheels)))) {
            User user = rig.join();
            upload(user, "gripper==1.0\n");
            assertThat(result(user.call("width", "{}")).asInt()).isEqualTo(42);
            upload(user, "gripper==1.0\n");
            assertThat(result(user.call("width", "{}")).asInt()).isEqualTo(42);
            Path environments = directory.resolve("storage/.host/environments");
            try (var made = Files.list(environments)) {
                assertThat(made).hasSize(1);
            }
        }
    }

    @Test
    void whatCannotBeInstalledIsToldAndDoesNotHoldUpTheProject() throws Exception {
        Path wheels = Files.createDirectories(directory.resolve("wheels"));
        try (Rig rig = new Rig(config().with(patient(wheels)))) {
            User user = rig.join();
            upload(user, "gripper==1.0\n");
            assertThat(result(user.call("width", "{}")).asInt()).isEqualTo(-1);
            assertThat(user.ask("log", "{}").toString()).contains("requirements.txt could not be installed", "gripper");
        }
    }

    @Test
    void aHostWithoutWheelsSaysSo() throws Exception {
        try (Rig rig = new Rig(config())) {
            User user = rig.join();
            upload(user, "gripper==1.0\n");
            assertThat(result(user.call("width", "{}")).asInt()).isEqualTo(-1);
            assertThat(user.ask("log", "{}").toString()).contains("requirements.txt is not installed");
        }
    }

    private RobotConfig config() {
        return RobotConfig.DEFAULT
                .in(directory.resolve("storage"))
                .with(RobotSettings.DEFAULT.with(RobotSettings.Times.DEFAULT.withLoad(PATIENCE.plusSeconds(30))));
    }

    /** Busy machines take their time. */
    private static PythonSettings patient(Path wheels) {
        return new PythonSettings(List.of("python3"), WorkerLimits.NONE, Optional.of(wheels), PATIENCE);
    }

    private static void upload(User user, String requirements) throws Exception {
        String zip = Zips.of(Map.of("main.py", WITH_OR_WITHOUT, "requirements.txt", requirements));
        assertThat(code(user.uploadLater(zip).get(100, TimeUnit.SECONDS))).isEqualTo("ok");
    }

    private static void wheel(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        files.put("gripper.py", "WIDTH = 42\n");
        files.put("gripper-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: gripper\nVersion: 1.0\n");
        files.put(
                "gripper-1.0.dist-info/WHEEL",
                "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        files.put("gripper-1.0.dist-info/RECORD", "");
        try (ZipOutputStream zip =
                new ZipOutputStream(Files.newOutputStream(folder.resolve("gripper-1.0-py3-none-any.whl")))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }
}

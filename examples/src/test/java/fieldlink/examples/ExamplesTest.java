package fieldlink.examples;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.examples.edge.EdgeDevice;
import fieldlink.examples.fade.FadeAnOutput;
import fieldlink.examples.queue.EmbedTheJobQueue;
import fieldlink.examples.scan.ScanAndRead;
import fieldlink.examples.telemetry.TelemetryToCsv;
import fieldlink.examples.window.OpenAWindow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Every Java example, run on simulated hardware as a reader would, and what it prints. */
@Timeout(60)
class ExamplesTest {
    private static final int LONGEST = 60;
    private static final Path SOURCES = Path.of(System.getProperty("fieldlink.root"), "examples/src/main/java");

    private interface Main {
        void main(String... words) throws Exception;
    }

    @Test
    void scanAndRead() throws Exception {
        assertThat(printedBy(ScanAndRead::main))
                .contains("02:00:00:00:00:11", " dBm ")
                .containsPattern("battery of 02:00:00:00:00:11: \\d+ %");
    }

    @Test
    void fadeAnOutput() throws Exception {
        assertThat(printedBy(FadeAnOutput::main))
                .isEqualToNormalizingNewlines("before: 0 0 0 0 0 0\nafter: 255 0 0 0 0 0\n");
    }

    @Test
    void telemetryToCsv() throws Exception {
        List<String> lines = printedBy(TelemetryToCsv::main).lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(3)).matches("\\S+Z,\\d+,-?\\d+,-?[\\d.]+");
    }

    @Test
    void openAWindow() throws Exception {
        assertThat(printedBy(OpenAWindow::main))
                .contains("Accepted", "side-window MOVING")
                .containsPattern("side-window (COOLING|IDLE) (29|30|31)\\.\\d+ %\\R$");
    }

    @Test
    void embedTheJobQueue() throws Exception {
        assertThat(printedBy(EmbedTheJobQueue::main))
                .isEqualToNormalizingNewlines("the lamp is asked to blink\nthe job SUCCEEDED\n");
    }

    @Test
    void edgeDevice() throws Exception {
        assertThat(printedBy(EdgeDevice::main)).isEqualToNormalizingNewlines("waving 3 times\nthe job SUCCEEDED\n");
    }

    /** What is longer is no example any more, but a sign that the API asks too much. */
    @TestFactory
    Stream<DynamicTest> isShort() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream()
                    .map(file -> DynamicTest.dynamicTest(
                            SOURCES.relativize(file).toString(),
                            () -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(LONGEST)));
        }
    }

    private static String printedBy(Main example) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            example.main();
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}

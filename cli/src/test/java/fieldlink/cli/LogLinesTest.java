package fieldlink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The three forms of a log line, each for whoever reads it there. */
class LogLinesTest {
    private final Logger root = Logger.getLogger("");
    private final List<Handler> before = List.copyOf(Arrays.asList(root.getHandlers()));

    @BeforeEach
    void keepOthersQuiet() {
        before.forEach(root::removeHandler);
    }

    @AfterEach
    void putHandlersBack() {
        Arrays.asList(root.getHandlers()).forEach(root::removeHandler);
        before.forEach(root::addHandler);
    }

    @Test
    void jsonIsOneObjectForEachLineWhateverTheMessageHolds() {
        String line = logged(Map.of("FIELDLINK_LOG", "json", "JOURNAL_STREAM", "8:1"));
        assertThat(line.lines()).hasSize(1);
        JsonNode json = JsonMapper.builder().build().readTree(line);
        assertThat(json.path("level").stringValue()).isEqualTo("warning");
        assertThat(json.path("logger").stringValue()).isEqualTo("fieldlink.test");
        assertThat(json.path("message").stringValue()).isEqualTo("the \"store\"\nis full");
        assertThat(json.path("error").stringValue()).isEqualTo("java.lang.IllegalStateException: no space");
        assertThat(json.path("time").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
    }

    @Test
    void theJournalIsToldThePriorityAndNoTime() {
        assertThat(logged(Map.of("JOURNAL_STREAM", "8:1")))
                .isEqualTo("<4>the \"store\" is full: java.lang.IllegalStateException: no space\n");
    }

    @Test
    void peopleAreToldTheTimeAndTheLevel() {
        assertThat(logged(Map.of()))
                .matches("\\S+Z WARNING the \"store\" is full: java.lang.IllegalStateException: no space\n");
    }

    private static String logged(Map<String, String> environment) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        LogLines.install(new Console(
                InputStream.nullInputStream(),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                false));
        Logger.getLogger("fieldlink.test")
                .log(Level.WARNING, "the \"store\"\nis full", new IllegalStateException("no space"));
        return err.toString(StandardCharsets.UTF_8);
    }
}

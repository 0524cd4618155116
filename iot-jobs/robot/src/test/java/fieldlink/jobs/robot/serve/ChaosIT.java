package fieldlink.jobs.robot.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import fieldlink.jobs.robot.RobotSettings;
import fieldlink.jobs.robot.worker.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Random calls, crashes, kills, disconnects, uploads and stops: at the end the host answers, every command was answered
 * once, and nothing is left over. Ten seconds by default; {@code -Dfieldlink.robot.chaos=PT5M} for minutes, and
 * {@code -Dfieldlink.robot.chaos.seed} for the same choices again.
 */
class ChaosIT {
    private static final Duration LENGTH = Duration.parse(System.getProperty("fieldlink.robot.chaos", "PT10S"));
    private static final long SEED = Long.getLong("fieldlink.robot.chaos.seed", System.nanoTime());
    /** Short, so that what is to be given up is given up often. */
    private static final RobotSettings HASTY = RobotSettings.DEFAULT.with(new RobotSettings.Times(
            Duration.ofMillis(500),
            Duration.ofMillis(300),
            Duration.ofSeconds(10),
            Duration.ofMillis(300),
            Duration.ofMillis(200),
            Duration.ofSeconds(1)));

    private static final RobotConfig.Wire QUICK_HEART =
            new RobotConfig.Wire(Duration.ofSeconds(2), Duration.ofSeconds(2), 100 << 20, "", List.of());

    @TempDir
    Path storage;

    @Test
    void whateverHappensTheHostAnswersAndNothingIsLeftOver() {
        Python.require();
        assertThatCode(this::survive)
                .as("chaos with -Dfieldlink.robot.chaos=%s -Dfieldlink.robot.chaos.seed=%d", LENGTH, SEED)
                .doesNotThrowAnyException();
    }

    private void survive() throws Exception {
        BitSet answered;
        try (Rig rig = new Rig(RobotConfig.DEFAULT.in(storage).with(HASTY).with(QUICK_HEART), Chaos.PROJECT);
                Chaos chaos = new Chaos(new Random(SEED), rig, storage)) {
            chaos.settle();
            Leftovers before = Leftovers.now();
            long end = System.nanoTime() + LENGTH.toNanos();
            while (System.nanoTime() < end) {
                chaos.disturb();
            }
            chaos.expectMuchHappened();
            chaos.settle();
            await().atMost(Chaos.SOON)
                    .untilAsserted(() -> assertThat(Leftovers.now())
                            .as("what is left, as against %s", before)
                            .matches(now -> now.isNoMoreThan(before)));
            answered = chaos.answered();
        }
        await("no process outlives the server")
                .atMost(Chaos.SOON)
                .until(() -> Leftovers.processes(storage).isEmpty());
        expectAudited(answered);
    }

    /** What was answered is in the audit log, once; so is at most once what nobody was there to be answered any more. */
    private void expectAudited(BitSet answered) throws IOException {
        BitSet audited = new BitSet();
        for (String file : new String[] {"audit.jsonl.1", "audit.jsonl"}) {
            if (!Files.exists(storage.resolve(file))) {
                continue;
            }
            try (Stream<String> lines = Files.lines(storage.resolve(file))) {
                lines.filter(line -> line.contains("\"process ctl.")).forEach(line -> {
                    JsonNode entry = Rig.JSON.readTree(line);
                    int key = entry.path("arguments").path("k").asInt();
                    assertThat(audited.get(key)).as("audited before: %s", line).isFalse();
                    audited.set(key);
                });
            }
        }
        answered.andNot(audited);
        assertThat(answered).as("answered, but not in the audit log").isEqualTo(new BitSet());
    }
}

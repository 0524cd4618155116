package fieldlink.jobs.robot.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fieldlink.jobs.robot.RobotSettings;
import fieldlink.jobs.robot.serve.Rig.User;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Random calls, kills, disconnects, uploads and stops: at the end the server answers, every call was answered once, and
 * nothing is left over. Ten seconds by default; {@code -Dfieldlink.chaos.seconds=300} for minutes.
 */
class ChaosIT {
    private static final int SECONDS = Integer.getInteger("fieldlink.chaos.seconds", 10);
    private static final Duration SOON = Duration.ofSeconds(60);
    /** For a worker in between and sockets that are just being closed. */
    private static final int SPARE_DESCRIPTORS = 20;

    @TempDir
    Path storage;

    @Test
    void whateverHappensTheHostAnswers() throws Exception {
        long seed = Long.getLong("fieldlink.chaos.seed", System.nanoTime());
        Random random = new Random(seed);
        RobotSettings settings = RobotSettings.DEFAULT.with(RobotSettings.Times.DEFAULT
                .withExecution(Duration.ofMillis(500))
                .withStop(Duration.ofMillis(500)));
        List<CompletableFuture<JsonNode>> answers = new ArrayList<>();
        try (Rig rig = new Rig(RobotConfig.DEFAULT.in(storage).with(settings))) {
            User user = rig.join("{\"client\":\"chaos\"}");
            user.expectAlive();
            int descriptors = descriptors();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (System.nanoTime() < end) {
                user = disturb(random, rig, user, answers);
                if (random.nextInt(4) == 0) {
                    answers.get(answers.size() - 1)
                            .handle((answer, lost) -> answer)
                            .get(SOON.toSeconds(), TimeUnit.SECONDS);
                }
            }
            for (CompletableFuture<JsonNode> answer : answers) {
                answer.handle((value, lost) -> value).get(SOON.toSeconds(), TimeUnit.SECONDS);
            }
            User last = rig.join("{\"client\":\"chaos\"}");
            // Many crashes in a row make restarts wait; start does not.
            await("the host answers, seed " + seed).atMost(SOON).untilAsserted(() -> {
                last.ask("reset", "{}");
                JsonNode started = last.ask("start", "{}");
                assertThat(Rig.code(last.call("ping", "{}")))
                        .as("ping after start was answered %s", started)
                        .isEqualTo("ok");
            });
            assertThat(workers()).as("one worker, no orphans (seed %d)", seed).hasSize(1);
            await("no descriptors are left open, seed " + seed)
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(descriptors()).isLessThanOrEqualTo(descriptors + SPARE_DESCRIPTORS));
        }
        await("no process outlives the server, seed " + seed)
                .atMost(SOON)
                .until(() -> processes().isEmpty());
    }

    private User disturb(Random random, Rig rig, User user, List<CompletableFuture<JsonNode>> answers)
            throws Exception {
        switch (random.nextInt(12)) {
            case 0 -> answers.add(user.later("oexit", "{}"));
            case 1 -> answers.add(user.later("sleep", "{\"s\":0.8}"));
            case 2 -> answers.add(user.later("exit", "{}"));
            case 3 -> answers.add(user.later("start_nd", "{}"));
            case 4 -> answers.add(user.uploadLater(Zips.testProject()));
            case 5 -> answers.add(user.uploadLater(Zips.python("def broken(:\n")));
            case 6 -> answers.add(user.client.emit("cancel"));
            case 7 -> {
                if (random.nextInt(3) == 0) {
                    answers.add(user.client.emit("estop"));
                    answers.add(user.client.emit("reset"));
                }
            }
            case 8 -> {
                user.client.abort();
                return rig.join("{\"client\":\"chaos\"}");
            }
            case 9 -> processes().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            default -> answers.add(user.later("push", "{\"n\":20}"));
        }
        answers.add(user.client.emit("status"));
        return user;
    }

    /** The processes that run a project of this test, as against the spare one, which is in no project yet. */
    private List<Long> workers() throws IOException {
        List<Long> found = new ArrayList<>();
        for (long pid : processes()) {
            try {
                if (Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).startsWith(storage.toRealPath())) {
                    found.add(pid);
                }
            } catch (IOException gone) {
                // It ended while it was looked at.
            }
        }
        return found;
    }

    /** Every process that the host of this test has started. */
    private List<Long> processes() throws IOException {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    String line = Files.readString(process.resolve("cmdline"));
                    long pid = Long.parseLong(process.getFileName().toString());
                    if (line.contains(storage.toString()) && Rig.lives(pid)) {
                        found.add(pid);
                    }
                } catch (IOException gone) {
                    // It ended while it was looked at.
                }
            }
        }
        return found;
    }

    private static int descriptors() throws IOException {
        int count = 0;
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : open) {
                count += descriptor == null ? 0 : 1;
            }
        }
        return count;
    }
}

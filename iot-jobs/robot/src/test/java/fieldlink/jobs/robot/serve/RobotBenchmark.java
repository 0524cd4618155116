package fieldlink.jobs.robot.serve;

import fieldlink.jobs.robot.serve.Rig.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The figures of docs/benchmarks.md: server and client in this one process, the worker beside it, over loopback. */
public final class RobotBenchmark {
    private static final int CALLS = 5000;
    private static final int PUSHES = 20_000;

    private RobotBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path storage = Files.createTempDirectory("fieldlink-robot-benchmark");
        RobotConfig config =
                RobotConfig.DEFAULT.in(storage).with(new RobotConfig.Safety(List.of("true"), Duration.ofSeconds(2)));
        try (Rig rig = new Rig(config)) {
            User user = rig.join();
            user.upload(Zips.testProject());
            inFlight(user, CALLS, 16);
            for (int round = 1; round <= 3; round++) {
                System.out.printf(Locale.ROOT, "round %d%n", round);
                sequential(user);
                System.out.printf(Locale.ROOT, "  16 in flight: %.0f calls/s%n", inFlight(user, CALLS, 16));
                pushes(user);
                upload(user);
            }
            reconnect(rig);
            emergency(rig.join("{\"client\":\"last\",\"takeover\":true}"));
        }
    }

    private static void sequential(User user) throws Exception {
        long[] nanos = new long[CALLS / 2];
        long start = System.nanoTime();
        for (int i = 0; i < nanos.length; i++) {
            long begin = System.nanoTime();
            user.later("ping", "{}").get(10, TimeUnit.SECONDS);
            nanos[i] = System.nanoTime() - begin;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "  sequential: p50 %.3f ms, p99 %.3f ms, %.0f calls/s%n",
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos.length / seconds);
    }

    private static double inFlight(User user, int calls, int window) throws Exception {
        Semaphore room = new Semaphore(window);
        List<CompletableFuture<JsonNode>> answers = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            room.acquire();
            CompletableFuture<JsonNode> answer = user.later("ping", "{}");
            answers.add(answer.whenComplete((result, failure) -> room.release()));
        }
        for (CompletableFuture<JsonNode> answer : answers) {
            answer.get(30, TimeUnit.SECONDS);
        }
        return calls / ((System.nanoTime() - start) / 1e9);
    }

    private static void pushes(User user) throws Exception {
        user.received.set(0);
        long start = System.nanoTime();
        user.later("push", "{\"n\":" + PUSHES + "}").get(60, TimeUnit.SECONDS);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT, "  pushes: %.0f/s, %d of %d delivered%n", PUSHES / seconds, user.received.get(), PUSHES);
    }

    private static void upload(User user) throws Exception {
        double[] millis = new double[10];
        for (int i = 0; i < millis.length; i++) {
            long begin = System.nanoTime();
            user.uploadLater(Zips.testProject());
            user.later("ping", "{}").get(10, TimeUnit.SECONDS);
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        print("UPDATE to first ack of the new project", millis);
    }

    /** The operator's link is cut; the same person comes back and calls. */
    private static void reconnect(Rig rig) throws Exception {
        double[] millis = new double[20];
        User user = rig.join("{\"client\":\"bench\",\"takeover\":true}");
        for (int i = 0; i < millis.length; i++) {
            user.client.abort();
            long begin = System.nanoTime();
            user = rig.join("{\"client\":\"bench\",\"takeover\":true}");
            user.later("ping", "{}").get(10, TimeUnit.SECONDS);
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        print("reconnect to first ack", millis);
        System.out.printf(
                Locale.ROOT,
                "  RSS: server and client in one Java %s, worker %s%n",
                rss("self"),
                rss(Integer.toString(user.workerPid())));
    }

    private static void print(String what, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "  %s: best %.1f ms, median %.1f ms, worst %.1f ms%n",
                what,
                millis[0],
                millis[millis.length / 2],
                millis[millis.length - 1]);
    }

    private static String rss(String pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", pid, "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
                .findFirst()
                .orElse("unknown");
    }

    private static void emergency(User user) throws Exception {
        for (int i = 0; i < 5; i++) {
            user.upload(
                    Zips.python("class C:\n    def spin(self):\n        while True: pass\n    def stop(self): pass\n"
                            + "ctl = C()\n"));
            user.later("spin", "{}");
            user.ask("status", "{}");
            long begin = System.nanoTime();
            JsonNode report = user.ask("estop", "{}").path("data");
            System.out.printf(
                    Locale.ROOT,
                    "emergency stop of a spinning call: hook %s after %s ms, worker dead %s ms, all %.1f ms%n",
                    report.path("hook").asString(),
                    report.path("hook_ms"),
                    report.path("dead_ms"),
                    (System.nanoTime() - begin) / 1e6);
            user.ask("reset", "{}");
        }
    }
}

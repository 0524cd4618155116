package fieldlink.jobs.robot.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Everything that people, programs and strangers may do to a robot host, in random order, and what they are told. */
final class Chaos implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(60);
    private static final String OPERATOR = "{\"client\":\"chaos\"}";
    private static final String OBSERVER = "{\"role\":\"observer\"}";
    private static final int MOST_OBSERVERS = 3;
    private static final int MOST_STRANGERS = 20;
    /** Not one of these tells of a bug of the host's, and each is a clear word to whoever called. */
    private static final Set<String> WORDS =
            Set.of("00003", "02001", "02002", "02003", "02004", "03001", "03005", "03006", "03007", "03008", "03009");

    static final String PROJECT = """
            import os, signal, subprocess, sys, threading, time
            push_message = None
            class C:
                rest = 0
                def ping(self, k): return k
                def push(self, k, n, size):
                    for i in range(n): push_message("evt", {"k": k, "i": i, "pad": "x" * size})
                    return n
                def sleep(self, k): time.sleep(0.8); return k
                def spin(self, k):
                    while True: pass
                def stubborn(self, k):
                    while True:
                        try:
                            while True: pass
                        except BaseException: pass
                def leave(self, k): sys.exit(k % 3)
                def die(self, k): os._exit(k % 3)
                def crash(self, k): os.kill(os.getpid(), signal.SIGSEGV)
                def freeze(self, k): os.kill(os.getpid(), signal.SIGSTOP)
                def odd(self, k): return {k}
                def thread(self, k): threading.Thread(target=time.sleep, args=(600,)).start(); return k
                def daemon(self, k):
                    subprocess.call(["sh", "-c", "setsid sleep 600 & sleep 600 &"])
                    return k
                def shout(self, k): print("x" * 300_000); return k
                def tire(self, k): C.rest = 5; return k
                def stop(self): time.sleep(C.rest)
            ctl = C()
            """;
    private static final List<String> METHODS = List.of(
            "sleep", "spin", "stubborn", "leave", "die", "crash", "freeze", "odd", "thread", "daemon", "shout", "tire");

    /** One thing that may happen. */
    private interface Step {
        void happen() throws Exception;
    }

    private final Random random;
    private final Rig rig;
    private final Path storage;
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Deque<Witness> observers = new ArrayDeque<>();
    private final Deque<Socket> strangers = new ArrayDeque<>();
    private final List<Step> steps = new ArrayList<>();
    private final BitSet answered = new BitSet();
    private List<CompletableFuture<JsonNode>> waiting = new ArrayList<>();
    private Witness operator;
    private int lastKey;

    Chaos(Random random, Rig rig, Path storage) throws Exception {
        this.random = random;
        this.rig = rig;
        this.storage = storage;
        this.operator = join(OPERATOR);
        often(20, () -> call("ping", ""));
        often(12, () -> push(1 + random.nextInt(50), random.nextInt(3000)));
        often(2, () -> push(1 + random.nextInt(5), 300_000));
        METHODS.forEach(method -> often(1, () -> call(method, "")));
        often(3, () -> command("cancel", "{}"));
        often(3, () -> command("cancel", "{\"id\":" + Math.max(1, lastKey - random.nextInt(5)) + "}"));
        often(3, () -> command("start", "{}"));
        often(3, () -> upload(PROJECT));
        often(1, () -> upload("def broken(:\n"));
        often(1, () -> command("update", "{\"data\":\"bm8gemlw\"}"));
        often(2, () -> command("rollback", "{}"));
        often(2, () -> command("status", "{}"));
        often(2, this::stopAll);
        often(1, () -> command("heartbeat", "{\"window_ms\":300}"));
        often(2, this::kill);
        often(2, this::comeAgain);
        often(2, this::observe);
        often(1, this::takeOver);
        often(2, this::beAStranger);
    }

    void disturb() throws Exception {
        steps.get(random.nextInt(steps.size())).happen();
        if (random.nextInt(8) == 0 && !waiting.isEmpty()) {
            expectAnswer(waiting.get(waiting.size() - 1));
        }
        if (waiting.size() > 500) {
            expectAnswers();
        }
    }

    /** Everybody goes; the project of this test is in force, in a worker that has just been started. */
    void settle() throws Exception {
        expectAnswers();
        close();
        operator = join(OPERATOR);
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(told("estop", "{}").path("status").asString()).isEqualTo("success");
            assertThat(Leftovers.workers(storage)).as("processes in a project").isEmpty();
        });
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Rig.code(told("reset", "{}"))).isEqualTo("ok"));
        expectUpload();
        JsonNode pong = expectAnswer(call("ping", ""));
        assertThat(Rig.result(pong).asInt(-1)).as("the host answers: %s", pong).isEqualTo(lastKey);
        // The one that was replaced is killed beside all this.
        await("one worker, no orphans")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(Leftovers.workers(storage)).hasSize(1));
        close();
    }

    /** Chaos in which nothing happened would prove nothing. */
    void expectMuchHappened() throws Exception {
        operator = join(OPERATOR);
        JsonNode counters = told("status", "{}").path("data").path("counters");
        assertThat(counters.properties())
                .as("%s", counters)
                .noneMatch(counter ->
                        counter.getValue().asInt() == 0 && !counter.getKey().equals("pushes_dropped"));
    }

    /** Every command was answered, once, and with what belongs to it. */
    void expectAnswers() throws Exception {
        List<CompletableFuture<JsonNode>> due = waiting;
        waiting = new ArrayList<>();
        for (CompletableFuture<JsonNode> answer : due) {
            expectAnswer(answer);
        }
        assertThat(complaints).isEmpty();
    }

    /** Whether the call with this number was answered. */
    BitSet answered() {
        return answered;
    }

    @Override
    public void close() throws IOException {
        operator.leave();
        observers.forEach(Witness::abort);
        observers.clear();
        for (Socket stranger : strangers) {
            stranger.close();
        }
        strangers.clear();
    }

    private void often(int times, Step step) {
        for (int i = 0; i < times; i++) {
            steps.add(step);
        }
    }

    private CompletableFuture<JsonNode> call(String method, String more) {
        int key = ++lastKey;
        String call = "{\"id\":" + key + ",\"params\":{\"object\":\"ctl\",\"method\":\"" + method
                + "\",\"args\":{\"k\":" + key + more + "}}}";
        CompletableFuture<JsonNode> answer = command("process", call);
        answer.thenAccept(ack -> {
            synchronized (answered) {
                answered.set(key);
            }
            if (method.equals("ping")
                    && Rig.code(ack).equals("ok")
                    && Rig.result(ack).asInt(-1) != key) {
                complaints.add("call " + key + " was told " + ack);
            }
        });
        return answer;
    }

    private void push(int count, int size) {
        Witness caller = operator;
        int key = lastKey + 1;
        caller.expectPushes(key);
        call("push", ",\"n\":" + count + ",\"size\":" + size).thenAccept(ack -> {
            int seen = caller.pushes(key);
            if (Rig.code(ack).equals("ok") && seen != count) {
                complaints.add(seen + " of " + count + " pushes of call " + key);
            }
        });
    }

    private CompletableFuture<JsonNode> command(String event, String payload) {
        CompletableFuture<JsonNode> answer = operator.emit(event, payload);
        answer.thenAccept(ack -> {
            if (!Rig.code(ack).equals("ok") && !WORDS.contains(Rig.code(ack)) && !event.equals("cancel")) {
                complaints.add(event + " " + payload + " was told " + ack);
            }
        });
        waiting.add(answer);
        return answer;
    }

    private void upload(String project) {
        command("update", "{\"data\":\"" + Zips.python(project) + "\"}");
    }

    private void expectUpload() throws Exception {
        String update = "{\"data\":\"" + Zips.python(PROJECT) + "\"}";
        JsonNode uploaded = told("update", update);
        assertThat(Rig.code(uploaded)).as("%s", uploaded).isEqualTo("ok");
    }

    private void stopAll() {
        if (random.nextInt(3) == 0) {
            command("estop", "{\"reason\":\"chaos\"}");
        }
        command("reset", "{}");
    }

    private void kill() throws IOException {
        List<Long> all = Leftovers.processes(storage);
        if (!all.isEmpty()) {
            ProcessHandle.of(all.get(random.nextInt(all.size()))).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** As the same person, who has the seat at once. */
    private void comeAgain() throws Exception {
        if (random.nextBoolean()) {
            operator.abort();
        }
        operator = join(OPERATOR);
    }

    private void observe() throws Exception {
        seat(join(OBSERVER));
    }

    private void takeOver() throws Exception {
        Witness former = operator;
        operator = join("{\"client\":\"chaos\",\"takeover\":true}");
        seat(former);
    }

    private void seat(Witness observer) {
        observers.addLast(observer);
        if (observers.size() > MOST_OBSERVERS) {
            observers.removeFirst().abort();
        }
    }

    private void beAStranger() throws IOException {
        if (strangers.size() >= MOST_STRANGERS) {
            strangers.removeFirst().close();
        }
        Socket stranger = new Socket("127.0.0.1", rig.server.port());
        String words = List.of(
                        "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\n\r\n",
                        "POST /socket.io/?EIO=4&transport=polling&sid=x HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n4",
                        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
                                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
                        "GET /status HT",
                        "\u0000\u0001\u0002")
                .get(random.nextInt(5));
        stranger.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
        if (random.nextBoolean()) {
            stranger.close();
        } else {
            strangers.addLast(stranger);
        }
    }

    private Witness join(String auth) throws Exception {
        Witness witness = new Witness(rig.server.port(), auth, complaints);
        if (!witness.isIn()) {
            complaints.add("was not let in: " + auth);
        }
        return witness;
    }

    private JsonNode told(String event, String payload) throws Exception {
        return expectAnswer(operator.emit(event, payload));
    }

    /** Nobody waits for ever, but whose connection is gone waits for nothing. */
    private static JsonNode expectAnswer(CompletableFuture<JsonNode> answer) throws Exception {
        try {
            return answer.get(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (CancellationException lost) {
            return Rig.JSON.createObjectNode();
        }
    }
}

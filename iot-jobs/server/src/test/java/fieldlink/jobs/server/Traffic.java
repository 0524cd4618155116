package fieldlink.jobs.server;

import fieldlink.jobs.server.RunningServer.Reply;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Submitters and devices that do as they should when things go wrong: each asks again, at the other server, until it is
 * answered, and a submitter does so with the same key. What was acknowledged to them is written down here.
 */
final class Traffic implements AutoCloseable {
    private final List<ServerClient> servers;
    private final Map<String, String> jobByKey = new ConcurrentHashMap<>();
    private final Map<String, String> deviceByJob = new ConcurrentHashMap<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final AtomicInteger finished = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    Traffic(ServerClient... servers) {
        this.servers = List.of(servers);
    }

    /** One device, whose jobs are submitted one after the other. */
    void begin(String device) {
        Thread thread = new Thread(() -> work(device), "traffic-" + device);
        threads.add(thread);
        thread.start();
    }

    int finished() {
        return finished.get();
    }

    /** Every job that was acknowledged; each of them was finished, and its result acknowledged. */
    Map<String, String> deviceByJob() {
        return deviceByJob;
    }

    /** Whatever was not as it should be. */
    List<String> troubles() {
        return troubles;
    }

    /** Lets everybody finish what he is at. */
    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(40));
            if (thread.isAlive()) {
                troubles.add(thread.getName() + " does not come to an end");
            }
        }
    }

    private void work(String device) {
        String base = "/api/devices/" + device + "/jobs";
        try {
            for (int i = 0; !over; i++) {
                String key = device + "-" + i;
                String order = "{\"name\":\"temp\",\"max_attempts\":100,\"idempotency_key\":\"" + key + "\"}";
                String job = untilAnswered("POST", base, order, 202);
                deviceByJob.put(job, device);
                if (jobByKey.putIfAbsent(key, job) != null) {
                    troubles.add(key + " is another job now");
                }
                String handed = untilAnswered("GET", base + "/next?wait=5", null, 200);
                if (!handed.equals(job)) {
                    troubles.add(device + " was handed " + handed + " instead of " + job);
                }
                untilAnswered("POST", base + "/result", "{\"job_id\":\"" + job + "\",\"ok\":true}", 200);
                finished.incrementAndGet();
            }
        } catch (RuntimeException | InterruptedException e) {
            troubles.add(device + ": " + e);
        }
    }

    /** @return the job that the answer is about */
    private String untilAnswered(String method, String path, String body, int status) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(35);
        for (int attempt = 0; System.nanoTime() < deadline; attempt++) {
            try {
                Reply reply = servers.get(attempt % servers.size()).send(method, path, body);
                if (reply.status() == status) {
                    return reply.json().path("job_id").asString("");
                }
            } catch (UncheckedIOException e) {
                // As good as no answer.
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("no answer to " + method + " " + path);
    }
}

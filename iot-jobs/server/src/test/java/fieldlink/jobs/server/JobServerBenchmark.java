package fieldlink.jobs.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Drives a job server in another process: full cycles of submit, next and result, the wake-up of a waiting device, and
 * many devices that wait.
 *
 * <p>{@code JobServerBenchmark HOST PORT cycles CONNECTIONS SECONDS}, or {@code … wake COUNT}, or {@code … idle COUNT
 * SECONDS}.
 */
final class JobServerBenchmark {
    private final String host;
    private final int port;

    private JobServerBenchmark(String host, int port) {
        this.host = host;
        this.port = port;
    }

    public static void main(String[] args) throws Exception {
        JobServerBenchmark benchmark = new JobServerBenchmark(args[0], Integer.parseInt(args[1]));
        int count = Integer.parseInt(args[3]);
        switch (args[2]) {
            case "cycles" -> benchmark.cycles(count, Integer.parseInt(args[4]));
            case "wake" -> benchmark.wake(count);
            case "idle" -> benchmark.idle(count, Integer.parseInt(args[4]));
            default -> throw new IllegalArgumentException(args[2] + " is none of cycles, wake, idle");
        }
    }

    /** One keep-alive connection. */
    private static final class Line implements AutoCloseable {
        private final Socket socket;
        private final OutputStream out;
        private final InputStream in;

        Line(String host, int port) throws IOException {
            socket = new Socket(host, port);
            socket.setTcpNoDelay(true);
            out = socket.getOutputStream();
            in = new BufferedInputStream(socket.getInputStream(), 8_192);
        }

        void ask(String method, String path, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String head = method + " " + path + " HTTP/1.1\r\nHost: b\r\nContent-Type: application/json\r\n"
                    + (method.equals("GET") ? "" : "Content-Length: " + bytes.length + "\r\n") + "\r\n";
            byte[] request = Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + bytes.length);
            System.arraycopy(bytes, 0, request, head.length(), bytes.length);
            out.write(request);
        }

        String answer() throws IOException {
            String status = line();
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            if (!status.contains(" 20")) {
                throw new IOException(status + ": " + body);
            }
            return body;
        }

        String call(String method, String path, String body) throws IOException {
            ask(method, path, body);
            return answer();
        }

        private String line() throws IOException {
            StringBuilder text = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("the server hung up");
                }
                if (c != '\r') {
                    text.append((char) c);
                }
            }
            return text.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Line register(String device) throws IOException {
        Line line = new Line(host, port);
        line.call(
                "POST",
                "/api/devices/register",
                "{\"device_id\":\"" + device + "\",\"approved\":true,\"capabilities\":[{\"name\":\"led\"}]}");
        return line;
    }

    private static String jobId(String answer) {
        int at = answer.indexOf("\"job_id\":\"") + 10;
        return answer.substring(at, at + 32);
    }

    private void cycles(int connections, int seconds) throws IOException {
        long[] nanos;
        try (CycleLoad load = new CycleLoad(new InetSocketAddress(host, port), connections)) {
            nanos = load.run(seconds);
        }
        if (nanos.length == 0) {
            throw new IOException("not one cycle was finished within " + seconds + " s: is " + host + ":" + port
                    + " a job server that was started with --legacy?");
        }
        System.out.printf(
                Locale.ROOT,
                "%d connections: %d cycles, %.0f/s, p50 %.2f ms, p99 %.2f ms%n",
                connections,
                nanos.length,
                nanos.length / (double) seconds,
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) (nanos.length * 0.99)] / 1e6);
    }

    /** From the moment a job is accepted to the moment a waiting device has it. */
    private void wake(int count) throws IOException {
        long[] nanos = new long[count];
        try (Line device = register("bench-wake");
                Line operator = new Line(host, port)) {
            for (int i = 0; i < count; i++) {
                device.ask("GET", "/api/devices/bench-wake/jobs/next?wait=30", "");
                operator.call("GET", "/api/devices/bench-wake", "");
                operator.call("POST", "/api/devices/bench-wake/jobs", "{\"name\":\"led\"}");
                long accepted = System.nanoTime();
                String id = jobId(device.answer());
                nanos[i] = Math.max(0, System.nanoTime() - accepted);
                device.call("POST", "/api/devices/bench-wake/jobs/result", "{\"job_id\":\"" + id + "\",\"ok\":true}");
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "wake-up: p50 %.2f ms, p99 %.2f ms, worst %.2f ms%n",
                nanos[count / 2] / 1e6,
                nanos[(int) (count * 0.99)] / 1e6,
                nanos[count - 1] / 1e6);
    }

    private void idle(int count, int seconds) throws Exception {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Line line = register("idle-" + i);
            line.ask("GET", "/api/devices/idle-" + i + "/jobs/next?wait=60", "");
            lines.add(line);
        }
        System.out.println(count + " devices wait");
        TimeUnit.SECONDS.sleep(seconds);
        for (Line line : lines) {
            line.close();
        }
    }
}

package fieldlink.jobs.server;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Full cycles of submit, next and result over keep-alive connections, one device per connection, all of them on one
 * thread: what the generator takes for itself is missing to the server beside it.
 */
final class CycleLoad implements AutoCloseable {
    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocateDirect(16 * 1024);
    private long[] nanos = new long[65_536];
    private int count;

    CycleLoad(InetSocketAddress server, int connections) throws IOException {
        selector = Selector.open();
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(server);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Line(channel, "bench-" + i));
        }
    }

    /** @return how long each cycle took, in order of size */
    long[] run(long seconds) throws IOException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (SelectionKey key : selector.keys()) {
            ((Line) key.attachment()).register();
        }
        while (System.nanoTime() < end) {
            selector.select(key -> turn((Line) key.attachment()), 100);
        }
        long[] taken = Arrays.copyOf(nanos, count);
        Arrays.sort(taken);
        return taken;
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private void turn(Line line) {
        try {
            line.read();
        } catch (IOException e) {
            throw new IllegalStateException(line.device + ": " + e.getMessage(), e);
        }
    }

    private void took(long nanosOfOne) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = nanosOfOne;
    }

    private enum Step {
        REGISTER,
        SUBMIT,
        NEXT,
        RESULT
    }

    /** One connection, and where it is in its cycle. */
    private final class Line {
        private static final String RESULT_HEAD = "{\"job_id\":\"";
        private static final String RESULT_TAIL = "\",\"ok\":true,\"return_value\":true}";
        private static final byte[] JOB_ID = "\"job_id\":\"".getBytes(StandardCharsets.US_ASCII);
        private static final int ID_LENGTH = 32;

        private final SocketChannel channel;
        private final String device;
        private final ByteBuffer submit;
        private final ByteBuffer next;
        private final ByteBuffer result;
        private final int resultId;
        private final byte[] answer = new byte[16 * 1024];
        private int length;
        private Step step = Step.REGISTER;
        private long began;

        Line(SocketChannel channel, String device) {
            this.channel = channel;
            this.device = device;
            String base = "/api/devices/" + device + "/jobs";
            submit = request("POST", base, "{\"name\":\"led\",\"args\":{\"times\":5,\"interval_sec\":0.2}}");
            next = request("GET", base + "/next", "");
            result = request("POST", base + "/result", RESULT_HEAD + "0".repeat(ID_LENGTH) + RESULT_TAIL);
            resultId = result.capacity() - RESULT_TAIL.length() - ID_LENGTH;
        }

        void register() throws IOException {
            send(request(
                    "POST",
                    "/api/devices/register",
                    "{\"device_id\":\"" + device + "\",\"approved\":true,\"capabilities\":[{\"name\":\"led\"}]}"));
        }

        void read() throws IOException {
            in.clear();
            int read = channel.read(in);
            if (read < 0) {
                throw new EOFException("the server hung up");
            }
            in.flip().get(answer, length, read);
            length += read;
            int body = bodyAt();
            if (body >= 0 && length >= body + contentLength(body)) {
                answered(body);
            }
        }

        private void answered(int body) throws IOException {
            if (answer[9] != '2' || answer[10] != '0') {
                throw new IOException(new String(answer, 0, length, StandardCharsets.UTF_8));
            }
            switch (step) {
                case REGISTER, RESULT -> {
                    long now = System.nanoTime();
                    if (step == Step.RESULT) {
                        took(now - began);
                    }
                    began = now;
                    step = Step.SUBMIT;
                    send(submit);
                }
                case SUBMIT -> {
                    step = Step.NEXT;
                    send(next);
                }
                case NEXT -> {
                    int id = after(JOB_ID, body);
                    for (int i = 0; i < ID_LENGTH; i++) {
                        result.put(resultId + i, answer[id + i]);
                    }
                    step = Step.RESULT;
                    send(result);
                }
            }
        }

        private void send(ByteBuffer request) throws IOException {
            length = 0;
            // A request is smaller than any socket's buffer, and there is only one at a time.
            if (channel.write(request.rewind()) != request.capacity()) {
                throw new IOException("a request did not fit into the socket's buffer");
            }
        }

        private int bodyAt() throws IOException {
            for (int i = 3; i < length; i++) {
                if (answer[i] == '\n' && answer[i - 2] == '\n') {
                    return i + 1;
                }
            }
            return -1;
        }

        private int contentLength(int body) throws IOException {
            byte[] name = "ontent-Length: ".getBytes(StandardCharsets.US_ASCII);
            int value = 0;
            for (int i = after(name, 0); i < body && answer[i] >= '0' && answer[i] <= '9'; i++) {
                value = 10 * value + answer[i] - '0';
            }
            return value;
        }

        /** Where the bytes after the wanted ones begin. */
        private int after(byte[] wanted, int from) throws IOException {
            for (int i = from; i + wanted.length <= length; i++) {
                if (answer[i] == wanted[0] && Arrays.equals(answer, i, i + wanted.length, wanted, 0, wanted.length)) {
                    return i + wanted.length;
                }
            }
            throw new IOException("no " + new String(wanted, StandardCharsets.US_ASCII) + " in "
                    + new String(answer, 0, length, StandardCharsets.UTF_8));
        }
    }

    private static ByteBuffer request(String method, String path, String body) {
        String head = method + " " + path + " HTTP/1.1\r\nHost: b\r\nContent-Type: application/json\r\n"
                + (method.equals("GET") ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n";
        byte[] bytes = (head + body).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes);
    }
}

package fieldlink.cli.actuator;

import fieldlink.cli.CommandFailure;
import fieldlink.cli.ExitCode;
import fieldlink.cli.JsonLine;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/**
 * The bridge's door on this machine: a Unix socket, one request a connection. Who knocks is asked of the kernel; only the
 * user that runs the bridge, root, and those it was told of come in.
 */
final class ControlServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ControlServer.class.getName());
    private static final int MAX_REQUEST = 8192;
    private static final int MAX_AT_ONCE = 64;
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    /** For those who come when everybody is busy. */
    private static final Duration SHORT_DEADLINE = Duration.ofSeconds(1);

    private final Path path;
    private final ServerSocketChannel channel;
    private final Set<String> allowed;
    private final ExecutorService workers = new ThreadPoolExecutor(
            0, MAX_AT_ONCE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> daemon(work, "control"));
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "control-deadline"));

    private ControlServer(Path path, ServerSocketChannel channel, Set<String> allowed) {
        this.path = path;
        this.channel = channel;
        this.allowed = allowed;
    }

    /** @throws CommandFailure when a bridge is already there */
    static ControlServer bind(Path path, List<String> alsoAllowed) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        if (Files.exists(path)) {
            if (isAnswered(address)) {
                throw new CommandFailure(ExitCode.REFUSED, "a bridge already runs behind " + path);
            }
            Files.delete(path);
        }
        Set<String> allowed = new HashSet<>(alsoAllowed);
        allowed.add(System.getProperty("user.name"));
        allowed.add("root");
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(address);
        // The kernel asks the file first; whom we let in of those that it lets through is decided by name.
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(alsoAllowed.isEmpty() ? "rw-rw----" : "rw-rw-rw-"));
        return new ControlServer(path, channel, allowed);
    }

    void serve(ControlDesk desk) {
        daemon(() -> accept(desk), "control-accept").start();
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing " + path + ": " + e);
        }
        workers.shutdownNow();
        deadlines.shutdownNow();
    }

    private void accept(ControlDesk desk) {
        while (channel.isOpen()) {
            try {
                SocketChannel guest = channel.accept();
                receive(guest, desk);
            } catch (IOException e) {
                if (channel.isOpen()) {
                    LOG.log(System.Logger.Level.WARNING, "accepting on " + path + ": " + e);
                }
            }
        }
    }

    private void receive(SocketChannel guest, ControlDesk desk) {
        try {
            workers.execute(() -> answer(guest, desk::answer, DEADLINE));
        } catch (RejectedExecutionException e) {
            // An emergency must not wait for sixty-four others; this thread takes it on its own, and nothing else.
            answer(guest, desk::answerUrgent, SHORT_DEADLINE);
        }
    }

    /** Gives the answer to a request of somebody whom the kernel has named. */
    private interface Answering {
        String answer(String request, String actor);
    }

    private void answer(SocketChannel guest, Answering desk, Duration patience) {
        ScheduledFuture<?> deadline =
                deadlines.schedule(() -> close(guest), patience.toMillis(), TimeUnit.MILLISECONDS);
        try (guest) {
            String peer =
                    guest.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            String answer = allowed.contains(peer)
                    ? desk.answer(readLine(guest), peer)
                    : refusal("user " + peer + " may not command this bridge; start it with --allow " + peer);
            ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                guest.write(bytes);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a guest left: " + e);
        } finally {
            deadline.cancel(false);
        }
    }

    static String refusal(String why) {
        return new JsonLine().put("result", "rejected").put("code", "forbidden").put("reason", why) + "\n";
    }

    private static String readLine(SocketChannel guest) throws IOException {
        InputStream in = Channels.newInputStream(guest);
        byte[] line = new byte[MAX_REQUEST];
        int length = 0;
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (length == MAX_REQUEST) {
                throw new IOException("the request is longer than " + MAX_REQUEST + " bytes");
            }
            line[length++] = (byte) next;
            next = in.read();
        }
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isAnswered(UnixDomainSocketAddress address) {
        try (SocketChannel probe = SocketChannel.open(address)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void close(SocketChannel guest) {
        try {
            guest.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing a guest: " + e);
        }
    }

    private static Thread daemon(Runnable work, String role) {
        Thread thread = new Thread(work, "fieldlink-ccm-" + role);
        thread.setDaemon(true);
        return thread;
    }
}

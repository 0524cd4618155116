package fieldlink.ble.ipc;

import fieldlink.ble.ipc.DaemonException.Status;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A bound socket. A Unix socket's file belongs to whoever holds the lock beside it, so that of two daemons started at
 * once one wins, and a file left behind by a crash is taken over.
 */
final class ListeningSocket implements AutoCloseable {
    private static final int BACKLOG = 64;

    private final Endpoint endpoint;
    private final Access access;
    private final ServerSocketChannel channel;
    private final @Nullable FileChannel lock;

    private ListeningSocket(Endpoint endpoint, Access access, ServerSocketChannel channel, @Nullable FileChannel lock) {
        this.endpoint = endpoint;
        this.access = access;
        this.channel = channel;
        this.lock = lock;
    }

    static ListeningSocket open(Endpoint endpoint, Access access) {
        try {
            return endpoint instanceof Endpoint.Unix unix
                    ? openUnix(unix, access)
                    : new ListeningSocket(endpoint, access, bind(endpoint, ServerSocketChannel.open()), null);
        } catch (IOException e) {
            throw new DaemonException(
                    Status.CANNOT_LISTEN, "cannot listen at " + endpoint + ": " + reason(e) + advice(endpoint), e);
        }
    }

    private static ListeningSocket openUnix(Endpoint.Unix unix, Access access) throws IOException {
        Path directory = unix.path().toAbsolutePath().getParent();
        if (directory != null && !Files.exists(directory)) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        }
        FileChannel lock = lock(unix);
        try {
            refuseToSteal(unix);
            Files.deleteIfExists(unix.path());
            ServerSocketChannel channel = bind(unix, ServerSocketChannel.open(StandardProtocolFamily.UNIX));
            ListeningSocket socket = new ListeningSocket(unix, access, channel, lock);
            try {
                grant(unix.path(), access);
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
            return socket;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Bound with the umask's narrow mode; only then opened to the group, so that there is no moment of too much. */
    private static void grant(Path path, Access access) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (access.group() != null) {
            GroupPrincipal group =
                    path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(access.group());
            view.setGroup(group);
        }
        view.setPermissions(PosixFilePermissions.fromString(access.worldOpen() ? "rw-rw-rw-" : "rw-rw----"));
    }

    private static FileChannel lock(Endpoint.Unix unix) throws IOException {
        Path path = unix.path().resolveSibling(unix.path().getFileName() + ".lock");
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock held;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            held = null;
        }
        if (held == null) {
            channel.close();
            throw inUse(unix);
        }
        return channel;
    }

    /** A daemon of another kind, the first service say, knows nothing of our lock: ask the socket itself. */
    private static void refuseToSteal(Endpoint.Unix unix) throws IOException {
        if (!Files.exists(unix.path(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean isSocket = !Files.isRegularFile(unix.path(), LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(unix.path(), LinkOption.NOFOLLOW_LINKS)
                && !Files.isSymbolicLink(unix.path());
        if (!isSocket) {
            throw new IOException("there is a file of that name that is no socket");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(unix.address());
        } catch (IOException nobodyAnswers) {
            return;
        }
        throw inUse(unix);
    }

    private static DaemonException inUse(Endpoint endpoint) {
        return new DaemonException(
                Status.IN_USE,
                "another daemon answers at " + endpoint + "; stop it first, or use another BLE_ORCHESTRATOR_SOCKET");
    }

    private static ServerSocketChannel bind(Endpoint endpoint, ServerSocketChannel channel) throws IOException {
        try {
            if (endpoint instanceof Endpoint.Tcp) {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            }
            channel.bind(endpoint.address(), BACKLOG);
            channel.configureBlocking(false);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String reason(IOException e) {
        String text = e.getMessage();
        return e.getClass().getSimpleName() + (text == null ? "" : " " + text);
    }

    private static String advice(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Unix
                ? "; set BLE_ORCHESTRATOR_SOCKET to a path in a directory that you may write to"
                : "; set BLE_ORCHESTRATOR_PORT to a free port";
    }

    ServerSocketChannel channel() {
        return channel;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Access access() {
        return access;
    }

    /** Removes the file first: whoever finds none knows that nobody listens. */
    @Override
    public void close() {
        try {
            if (endpoint instanceof Endpoint.Unix unix) {
                Files.deleteIfExists(unix.path());
            }
            channel.close();
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            System.getLogger(ListeningSocket.class.getName())
                    .log(System.Logger.Level.WARNING, "could not remove the socket of " + endpoint, e);
        }
    }
}

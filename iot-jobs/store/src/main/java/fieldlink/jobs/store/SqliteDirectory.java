package fieldlink.jobs.store;

import fieldlink.jobs.StoreException;
import fieldlink.jobs.StoreException.Status;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directory of a queue: its lock, its two files, its backups. */
final class SqliteDirectory implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SqliteDirectory.class.getName());
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    /** With less than this, the next job may not fit. */
    private static final long ROOM = 1 << 20;

    private static final Pattern COPY = Pattern.compile("\\d{8}-\\d{6}-\\d{3}");
    private static final String PARTIAL = "partial";

    private final Path path;
    private final FileChannel lock;
    private final SqliteFile state;
    private final SqliteFile history;

    private SqliteDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
        state = new SqliteFile(path.resolve("state.db"), "fieldlink-jobs/state");
        history = new SqliteFile(path.resolve("history.db"), "fieldlink-jobs/history");
    }

    /** Takes the directory for this process alone: two writers would not know of each other's jobs in memory. */
    static SqliteDirectory hold(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel)) {
                return new SqliteDirectory(path, channel);
            }
            channel.close();
            throw new StoreException(
                    Status.UNAVAILABLE, path + " is used by another server; stop it, or choose another directory");
        } catch (IOException e) {
            throw new StoreException(Status.NO_SPACE, "cannot use the directory " + path + ": " + e.getMessage(), e);
        }
    }

    Connection openState() {
        try {
            return state.open();
        } catch (StoreException e) {
            throw e.status() == Status.DAMAGED
                    ? new StoreException(Status.DAMAGED, e.getMessage() + " in " + path.resolve("backup"), e)
                    : e;
        }
    }

    /** The history is worth keeping, but no reason not to work: a damaged one is put aside. */
    Connection openHistory() {
        try {
            return history.open();
        } catch (StoreException e) {
            if (e.status() != Status.DAMAGED) {
                throw e;
            }
            putAside(history.path());
            return history.open();
        }
    }

    /** One more connection to the history, once it is open. */
    Connection connectHistory() throws SQLException {
        return history.connect();
    }

    boolean hasRoom() {
        try {
            return Files.getFileStore(path).getUsableSpace() >= ROOM;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a complete copy was made in this time. */
    boolean hasCopy(Instant from, Instant to) {
        Path backups = path.resolve("backup");
        if (!Files.isDirectory(backups)) {
            return false;
        }
        String first = STAMP.format(from);
        String last = STAMP.format(to);
        try {
            return copies(backups).stream()
                    .map(copy -> copy.getFileName().toString())
                    .anyMatch(name -> name.compareTo(first) >= 0 && name.compareTo(last) <= 0);
        } catch (IOException e) {
            throw new StoreException(Status.NO_SPACE, "cannot read " + backups + ": " + e.getMessage(), e);
        }
    }

    /** One at a time. */
    synchronized Path backUp(int copies) {
        Path backups = path.resolve("backup");
        Path target = backups.resolve(STAMP.format(Instant.now()));
        // Half a copy must not push out a whole one: only what is complete is called after its time.
        Path partial = backups.resolve(PARTIAL);
        try {
            remove(partial);
            Files.createDirectories(partial);
            copy(state, partial);
            copy(history, partial);
            Files.move(partial, target);
            for (Path old : copies(backups).stream().skip(copies).toList()) {
                remove(old);
            }
            return target;
        } catch (IOException e) {
            throw abandoned(
                    partial,
                    new StoreException(
                            Status.NO_SPACE, "cannot write a backup to " + target + ": " + e.getMessage(), e));
        } catch (SQLException e) {
            throw abandoned(partial, Failure.of(e, "cannot write a backup to " + target));
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the lock of " + path + " was gone already", e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void copy(SqliteFile file, Path target) throws SQLException {
        try (Connection connection = file.connect();
                PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, target.resolve(file.path().getFileName()).toString());
            copy.execute();
        }
    }

    /** The complete ones, the newest first. */
    private static List<Path> copies(Path backups) throws IOException {
        try (Stream<Path> all = Files.list(backups)) {
            return all.filter(
                            copy -> COPY.matcher(copy.getFileName().toString()).matches())
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    /** The disk may be full because of it. */
    private static StoreException abandoned(Path partial, StoreException failure) {
        try {
            remove(partial);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private static void remove(Path copy) throws IOException {
        if (!Files.isDirectory(copy)) {
            return;
        }
        try (Stream<Path> files = Files.list(copy)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(copy);
    }

    private static void putAside(Path file) {
        String stamp = STAMP.format(Instant.now());
        try {
            for (String suffix : List.of("", "-wal", "-shm")) {
                Path part = file.resolveSibling(file.getFileName() + suffix);
                if (Files.exists(part)) {
                    Files.move(part, file.resolveSibling(part.getFileName() + ".damaged-" + stamp));
                }
            }
            LOG.log(System.Logger.Level.WARNING, file + " is damaged; it was put aside and a new history begins");
        } catch (IOException e) {
            throw new StoreException(
                    Status.DAMAGED, file + " is damaged and cannot be put aside: " + e.getMessage(), e);
        }
    }
}

package fieldlink.ble.bluez;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.freedesktop.dbus.bin.EmbeddedDBusDaemon;

/** A bus of our own, in this process: dbus-java's daemon on a socket in a temporary folder. */
final class PrivateBus implements AutoCloseable {
    private final Path folder;
    private final BusAddress address;
    private EmbeddedDBusDaemon daemon;

    PrivateBus() {
        try {
            // Not below the build folder: the path of a socket may have about a hundred bytes.
            folder = Files.createTempDirectory(Path.of("/tmp"), "fieldlink-bus-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        address = new BusAddress(folder.resolve("bus"));
        start();
    }

    BusAddress address() {
        return address;
    }

    void start() {
        daemon = new EmbeddedDBusDaemon(address + ",listen=true");
        daemon.startInBackgroundAndWait(20_000);
        // It listens a moment before it works, and ends for good when somebody connects in between.
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!daemon.isRunning()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the bus at " + address + " does not run");
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    /** The bus dies: all its connections break. */
    void stop() {
        try {
            daemon.close();
            Files.deleteIfExists(address.socket());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> file.toFile().delete());
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package fieldlink.jobs.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A disk that can be filled up. It is a small one in memory where it may be mounted; elsewhere the files of this process
 * must not grow beyond what the largest file on the disk has, until there is room again.
 */
final class SmallDisk implements AutoCloseable {
    private static final String SIZE = "8m";

    private final Path path;
    private final boolean mounted;

    private SmallDisk(Path path, boolean mounted) {
        this.path = path;
        this.mounted = mounted;
    }

    static SmallDisk at(Path path) throws IOException {
        Files.createDirectories(path);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "fieldlink-test", path.toString());
        return new SmallDisk(path, mounted);
    }

    Path path() {
        return path;
    }

    void fill() throws IOException {
        if (!mounted) {
            limitFiles(Long.toString(largestFile()));
            return;
        }
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            for (byte[] block = new byte[4_096]; ; ) {
                ballast.write(block);
            }
        } catch (IOException e) {
            if (Files.getFileStore(path).getUsableSpace() > 4_096) {
                throw e;
            }
        }
    }

    void makeRoom() throws IOException {
        if (mounted) {
            Files.delete(ballast());
        } else {
            limitFiles("unlimited");
        }
    }

    @Override
    public void close() throws IOException {
        if (mounted && !run("umount", path.toString())) {
            throw new IOException(path + " is still in use");
        }
        if (!mounted) {
            limitFiles("unlimited");
        }
    }

    private Path ballast() {
        return path.resolve("ballast");
    }

    private long largestFile() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .max()
                    .orElse(0);
        }
    }

    private static void limitFiles(String bytes) throws IOException {
        String self = Long.toString(ProcessHandle.current().pid());
        // Only the soft limit, which may be raised again.
        if (!run("prlimit", "--pid", self, "--fsize=" + bytes + ":")) {
            throw new IOException("cannot limit the size of files to " + bytes);
        }
    }

    /** False, too, when there is no such program. */
    private static boolean run(String... command) {
        Process process;
        try {
            process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return false;
        }
        try {
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }
}

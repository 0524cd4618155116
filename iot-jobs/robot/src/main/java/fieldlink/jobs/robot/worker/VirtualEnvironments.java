package fieldlink.jobs.robot.worker;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Environments with what projects list in {@code requirements.txt}, installed from a folder of wheels and from nowhere
 * else. One serves every version with the same list. A project whose list cannot be installed runs without it and is
 * told why in its log: whether it can do without is for its own imports to say.
 */
final class VirtualEnvironments {
    private static final String LIST = "requirements.txt";
    private static final String COMPLETE = "complete";
    /** More than versions are kept, so that none of theirs is lost; one that was is made again when it is needed. */
    private static final int KEPT = 16;

    private final Path home;
    private final PythonSettings settings;
    /** What could not be made, with the age of the wheels that it was tried with. */
    private final Map<Path, FileTime> failed = new ConcurrentHashMap<>();

    /** @param home a directory of ours */
    VirtualEnvironments(Path home, PythonSettings settings) {
        this.home = home;
        this.settings = settings;
    }

    /**
     * The interpreter to run the project with; empty for the usual one. Takes up to the timeout when an environment has
     * to be made.
     *
     * @param log hears what could not be done
     */
    Optional<Path> interpreter(Path project, Consumer<String> log) {
        Path list = project.resolve(LIST);
        if (!Files.isRegularFile(list)) {
            return Optional.empty();
        }
        if (settings.wheels().isEmpty()) {
            log.accept("(" + LIST + " is not installed: the host has no worker.wheels folder to install from)");
            return Optional.empty();
        }
        Path wheels = settings.wheels().get();
        try {
            Path environment = home.resolve(digest(settings.interpreter(), list));
            if (!Files.exists(environment.resolve(COMPLETE))) {
                make(environment, list, wheels);
                forgetOld();
            }
            Files.setLastModifiedTime(environment.resolve(COMPLETE), FileTime.from(Instant.now()));
            return Optional.of(environment.resolve("bin").resolve("python"));
        } catch (IOException problem) {
            log.accept("(" + LIST + " could not be installed from " + wheels + ": " + problem.getMessage() + ")");
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private void make(Path environment, Path list, Path wheels) throws IOException, InterruptedException {
        FileTime age = Files.getLastModifiedTime(wheels);
        if (age.equals(failed.get(environment))) {
            throw new IOException("it failed before, and no wheel has come since");
        }
        failed.put(environment, age);
        install(environment, list, wheels);
        failed.remove(environment);
    }

    /** Whoever changes his requirements with every upload would fill the disk. */
    void forgetOld() throws IOException {
        List<Path> newestFirst;
        try (Stream<Path> all = Files.list(home)) {
            newestFirst = all.sorted(
                            Comparator.comparing(VirtualEnvironments::lastUse).reversed())
                    .toList();
        }
        for (Path old : newestFirst.subList(Math.min(KEPT, newestFirst.size()), newestFirst.size())) {
            List<Path> files;
            try (Stream<Path> walk = Files.walk(old)) {
                files = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** One that could not be made was never used. */
    private static FileTime lastUse(Path environment) {
        try {
            return Files.getLastModifiedTime(environment.resolve(COMPLETE));
        } catch (IOException incomplete) {
            return FileTime.fromMillis(0);
        }
    }

    private void install(Path environment, Path list, Path wheels) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + settings.installTimeout().toNanos();
        Path output = Files.createDirectories(environment).resolve("output");
        // The interpreter's own pip is seen from inside; giving every environment another would take most of the time.
        run(
                List.of(
                        settings.interpreter(),
                        "-m",
                        "venv",
                        "--system-site-packages",
                        "--without-pip",
                        environment.toString()),
                output,
                deadline);
        run(
                List.of(
                        environment.resolve("bin/python").toString(),
                        "-m",
                        "pip",
                        "install",
                        "--quiet",
                        "--disable-pip-version-check",
                        "--no-index",
                        "--find-links",
                        wheels.toAbsolutePath().toString(),
                        "-r",
                        list.toString()),
                output,
                deadline);
        Files.createFile(environment.resolve(COMPLETE));
    }

    private void run(List<String> command, Path output, long deadline) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                throw new IOException(
                        "it took longer than " + settings.installTimeout().toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException(lastLine(output));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String lastLine(Path output) throws IOException {
        String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
        return said.substring(said.lastIndexOf('\n') + 1);
    }

    private static String digest(String python, Path list) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(python.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of()
                    .formatHex(digest.digest(Files.readAllBytes(list)))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }
}

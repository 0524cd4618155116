package fieldlink.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.OwnJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code fieldlink} command in a process of its own, with everything it keeps in one folder. */
final class Running implements AutoCloseable {
    private static final Pattern PASSWORD = Pattern.compile("for 'operator': (\\w+)");

    private final Process process;
    private final Path out;
    private final Path err;

    private Running(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static Running fieldlink(Path home, String... words) throws IOException {
        Path out = home.resolve("out");
        Path err = home.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(OwnJvm.fieldlink(words))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        for (String kind : List.of("STATE", "CONFIG", "RUNTIME")) {
            String variable = kind.equals("RUNTIME") ? "XDG_RUNTIME_DIR" : "XDG_" + kind + "_HOME";
            builder.environment()
                    .put(variable, Files.createDirectories(home.resolve(kind)).toString());
        }
        return new Running(builder.start(), out, err);
    }

    /** Waits until the command said this, and gives what stands in the pattern's brackets. */
    String said(String pattern) throws IOException {
        return in(out, Pattern.compile(pattern));
    }

    /** The one that works once. */
    String password() throws IOException {
        return in(err, PASSWORD);
    }

    private String in(Path file, Pattern pattern) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String found = find(file, pattern);
        while (found.isEmpty()) {
            assertThat(System.nanoTime())
                    .as("%s in time: %s", pattern, Files.readString(err))
                    .isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            found = find(file, pattern);
        }
        return found;
    }

    private String find(Path file, Pattern pattern) throws IOException {
        String text = Files.readString(file);
        assertThat(process.isAlive())
                .as("it runs: %s %s", text, Files.readString(err))
                .isTrue();
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS))
                .as("it stops when told to")
                .isTrue();
    }
}

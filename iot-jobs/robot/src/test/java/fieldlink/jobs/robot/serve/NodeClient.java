package fieldlink.jobs.robot.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real socket.io client in Node, installed once under target/. */
final class NodeClient {
    private static final Path HOME = Path.of("target", "node-client").toAbsolutePath();
    private static final boolean REQUIRED = Boolean.getBoolean("fieldlink.it.required");
    private static final long INSTALL_SECONDS = 180;
    private static final long RUN_SECONDS = 300;

    private NodeClient() {}

    /** Skips the test, or fails it where tools are required, when the client cannot be had. */
    static void require() throws Exception {
        boolean there = Files.isDirectory(HOME.resolve("node_modules/client-4.7"))
                && Files.isDirectory(HOME.resolve("node_modules/client-4.8"));
        if (!there && has("npm") && has("node")) {
            Files.createDirectories(HOME);
            Files.writeString(HOME.resolve("package.json"), "{\"private\":true}");
            run(
                    List.of(
                            "npm",
                            "install",
                            "--no-audit",
                            "--no-fund",
                            "--silent",
                            "client-4.7@npm:socket.io-client@4.7.5",
                            "client-4.8@npm:socket.io-client@4.8.1"),
                    "",
                    INSTALL_SECONDS);
            there = Files.isDirectory(HOME.resolve("node_modules/client-4.8"));
        }
        if (REQUIRED) {
            assertThat(there)
                    .as("install nodejs and npm, with a registry in reach")
                    .isTrue();
        }
        assumeTrue(there, "skipped: install nodejs and npm, with a registry in reach");
    }

    /** Runs one of the scripts beside this class; returns its lines. */
    static List<String> run(String script, String input, String... arguments) throws Exception {
        try (InputStream source = NodeClient.class.getResourceAsStream(script)) {
            Files.copy(source, HOME.resolve(script), StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        return run(command, input, RUN_SECONDS);
    }

    private static List<String> run(List<String> command, String input, long seconds) throws Exception {
        Path in = Files.createTempFile(HOME, "in", ".txt");
        Path out = Files.createTempFile(HOME, "out", ".txt");
        Path err = Files.createTempFile(HOME, "err", ".txt");
        Files.writeString(in, input);
        Process process = new ProcessBuilder(command)
                .directory(HOME.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        assertThat(process.waitFor())
                .as("%s: %s", command, Files.readString(err, StandardCharsets.UTF_8))
                .isZero();
        return Files.readAllLines(out, StandardCharsets.UTF_8);
    }

    private static boolean has(String tool) throws InterruptedException {
        try {
            return new ProcessBuilder(tool, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}

package fieldlink.jobs.robot.worker;

import fieldlink.jobs.robot.ProjectVersion;
import fieldlink.jobs.robot.Worker;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Runs projects in Java, a {@code main.jar}, under {@link JarHost} in a virtual machine of their own. */
public final class JarLauncher implements Worker.Launcher {
    private final int maxLine;

    /** @param maxLine the largest result or push, in bytes */
    public JarLauncher(int maxLine) {
        this.maxLine = maxLine;
    }

    @Override
    public String type() {
        return "java";
    }

    @Override
    public Worker launch(ProjectVersion version, Worker.Listener listener) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                        java.toString(), "-XX:+UseSerialGC", "-cp", classPath(version), JarHost.class.getName())
                .directory(new File(version.directory()));
        try {
            ProcessWorker worker = new ProcessWorker(ProcessTree.start(builder), maxLine, listener);
            worker.start();
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + java + ": " + e.getMessage(), e);
        }
    }

    /** The project before us: only the host itself and the JSON it speaks are lent to it. */
    private static String classPath(ProjectVersion version) {
        Stream<String> ours = Stream.of(JarHost.class, JsonMapper.class, JsonFactory.class, annotations())
                .map(JarLauncher::home);
        return Stream.concat(Stream.of(Path.of(version.directory(), "main.jar").toString()), ours)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Class<?> annotations() {
        try {
            return Class.forName("com.fasterxml.jackson.annotation.JsonInclude");
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("Jackson's annotations are not on the class path", missing);
        }
    }

    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException odd) {
            throw new IllegalStateException("the place of " + type + " cannot be told", odd);
        }
    }
}

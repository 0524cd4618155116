package fieldlink.cli;

import fieldlink.cli.main.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of {@code fieldlink} in a JVM of its own, with the classes under test. */
public final class OwnJvm {
    private OwnJvm() {}

    public static List<String> fieldlink(String... words) {
        return fieldlink(List.of(), List.of(words));
    }

    public static List<String> fieldlink(List<String> jvmOptions, List<String> words) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The launcher's: a process of a few seconds has no use for a second compiler or collector threads.
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        line.addAll(jvmOptions);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        line.addAll(words);
        return line;
    }
}

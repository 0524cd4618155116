package fieldlink.jobs.robot.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A worker's process with all it started. A descendant is told by the session that the worker opened, and, should it
 * have left that, by a mark in its environment: daemons that forked twice are found as well.
 */
final class ProcessTree {
    private static final String MARK = "FIELDLINK_WORKER";
    private static final Path PROC = Path.of("/proc");
    /** Enough for whatever forks while it is being killed. */
    private static final int ROUNDS = 100;

    private final Process root;
    private final String mark;

    private ProcessTree(Process root, String mark) {
        this.root = root;
        this.mark = mark;
    }

    static ProcessTree start(ProcessBuilder builder) throws IOException {
        String id = UUID.randomUUID().toString();
        Map<String, String> environment = builder.environment();
        environment.put(MARK, id);
        return new ProcessTree(builder.start(), MARK + "=" + id);
    }

    Process root() {
        return root;
    }

    /** Kills until nothing is left, but not for ever. */
    void kill() {
        List<ProcessHandle> family = new ArrayList<>(root.descendants().toList());
        root.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        if (!Files.isDirectory(PROC)) {
            return;
        }
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> left = descendants();
            if (left.isEmpty()) {
                return;
            }
            left.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private List<ProcessHandle> descendants() {
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (belongs(process)) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .ifPresent(found::add);
                }
            }
        } catch (IOException unreadable) {
            return List.of();
        }
        return found;
    }

    private boolean belongs(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            // The name in parentheses may hold anything; what follows is: state, parent, group, session.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            if (fields[0].equals("Z") || fields[0].equals("X")) {
                return false;
            }
            if (fields[3].equals(Long.toString(root.pid()))) {
                return true;
            }
            byte[] environment = Files.readAllBytes(process.resolve("environ"));
            return new String(environment, StandardCharsets.ISO_8859_1).contains(mark);
        } catch (IOException goneOrForeign) {
            return false;
        }
    }
}

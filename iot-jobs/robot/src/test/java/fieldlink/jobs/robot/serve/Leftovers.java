package fieldlink.jobs.robot.serve;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a host may leave behind in its own process.
 *
 * @param descriptors that are open
 * @param threads of the host's
 * @param heap in use, in MiB
 */
record Leftovers(int descriptors, long threads, long heap) {
    /** Sockets that are just being closed, and what the collector has not come to. */
    private static final int SPARE_DESCRIPTORS = 8;

    private static final int SPARE_HEAP = 24;

    static Leftovers now() throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new Leftovers(
                names(Path.of("/proc/self/fd"), "*").size(),
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("fieldlink-robot"))
                        .count(),
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    boolean isNoMoreThan(Leftovers before) {
        return descriptors <= before.descriptors + SPARE_DESCRIPTORS
                && threads <= before.threads
                && heap <= before.heap + SPARE_HEAP;
    }

    /** Every process that has to do with this directory: the workers of a host with its storage there, and their children. */
    static List<Long> processes(Path storage) throws IOException {
        List<Long> found = new ArrayList<>();
        for (String name : names(Path.of("/proc"), "[0-9]*")) {
            long pid = Long.parseLong(name);
            if (Rig.lives(pid) && (commandLine(pid).contains(storage.toString()) || worksIn(pid, storage))) {
                found.add(pid);
            }
        }
        return found;
    }

    /** Those that run a project, as against the spare one, which is in no project yet. */
    static List<Long> workers(Path storage) throws IOException {
        return processes(storage).stream().filter(pid -> worksIn(pid, storage)).toList();
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    private static boolean worksIn(long pid, Path storage) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).startsWith(storage.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    private static List<String> names(Path directory, String pattern) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, pattern)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        }
        return names;
    }
}

package fieldlink.jobs.agent;

import fieldlink.jobs.DeviceId;
import fieldlink.jobs.JobResult;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the server has not been told yet, on disk. A job is noted before it begins; so a device that loses power in the
 * middle of one says after its restart that it did, instead of leaving everybody to wait. Every lease gets exactly one
 * result: the note is replaced by the result in one step, and the result goes when the server has it.
 */
final class Outbox {
    private static final System.Logger LOG = System.getLogger(Outbox.class.getName());
    private static final String BEGUN = ".begun";
    private static final String RESULT = ".result";

    private final Path folder;
    private final DeviceId device;

    private Outbox(Path folder, DeviceId device) {
        this.folder = folder;
        this.device = device;
    }

    /** Opens the folder, and turns what was begun and never finished into failures. */
    static Outbox open(Path folder, DeviceId device) throws IOException {
        Outbox outbox = new Outbox(Files.createDirectories(folder), device);
        for (Path note : outbox.files(BEGUN)) {
            String name = stem(note, BEGUN);
            outbox.put(name + RESULT, Files.readString(note));
            Files.delete(note);
        }
        return outbox;
    }

    /** Notes that a job begins. The note already is the result that it has if nothing more is ever heard of it. */
    void begin(Assignment assignment) throws IOException {
        JobResult interrupted = JobRun.failed("the device was interrupted while it ran; how far it came is unknown");
        put(name(assignment) + BEGUN, OutcomeJson.write(device, Outcome.of(assignment, interrupted)));
    }

    void finish(Assignment assignment, JobResult result) throws IOException {
        put(name(assignment) + RESULT, OutcomeJson.write(device, Outcome.of(assignment, result)));
        Files.deleteIfExists(folder.resolve(name(assignment) + BEGUN));
    }

    /** Results to send, oldest first. */
    List<Path> results() throws IOException {
        return files(RESULT);
    }

    /** Empty for a file that somebody else has written into; it is put aside under another name. */
    Optional<Outcome> read(Path result) throws IOException {
        String text = Files.readString(result);
        try {
            return Optional.of(OutcomeJson.read(text));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, () -> result + " is no result of a job and is put aside: " + e);
            Files.move(result, Path.of(result + ".unreadable"), StandardCopyOption.REPLACE_EXISTING);
            return Optional.empty();
        }
    }

    void sent(Path result) throws IOException {
        Files.deleteIfExists(result);
    }

    private List<Path> files(String ending) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(file -> file.toString().endsWith(ending)).forEach(found::add);
        }
        List<Aged> aged = new ArrayList<>();
        for (Path file : found) {
            aged.add(new Aged(file, Files.getLastModifiedTime(file).toMillis()));
        }
        return aged.stream().sorted().map(Aged::file).toList();
    }

    private record Aged(Path file, long modified) implements Comparable<Aged> {
        @Override
        public int compareTo(Aged other) {
            int byAge = Long.compare(modified, other.modified);
            return byAge != 0 ? byAge : file.compareTo(other.file);
        }
    }

    /** Written aside, forced to the disk and renamed: a power cut leaves the old file or the new one. */
    private void put(String name, String content) throws IOException {
        Path part = folder.resolve(name + ".part");
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(StandardCharsets.UTF_8.encode(content));
            channel.force(true);
        }
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A lease's own name: two deliveries of one job are two results. */
    private static String name(Assignment assignment) {
        String lease = assignment.leaseId() == null ? "" : "-" + assignment.leaseId();
        return (assignment.job().value() + lease).replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private static String stem(Path file, String ending) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - ending.length());
    }
}

package fieldlink.jobs.robot.projects;

import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ErrorCode;
import fieldlink.jobs.robot.ProjectStore;
import fieldlink.jobs.robot.ProjectVersion;
import fieldlink.jobs.robot.rules.ArchiveRules;
import fieldlink.jobs.robot.rules.LenientBase64;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Versions as directories: {@code versions/000007} and so on, {@code current} a link to the one in force, and
 * {@code default} the project that stands in until something was uploaded. Called by one thread at a time.
 */
public final class DirectoryStore implements ProjectStore {
    private final Path root;
    private final Path versions;
    private final Path current;
    private final ArchiveRules rules;
    private final int keep;

    /** @param keep how many versions to keep, the current one among them */
    public DirectoryStore(Path root, ArchiveRules rules, int keep) {
        if (keep < 2) {
            throw new IllegalArgumentException("keep must be at least 2, or there is nothing to roll back to: " + keep);
        }
        this.root = root.toAbsolutePath();
        this.versions = this.root.resolve("versions");
        this.current = this.root.resolve("current");
        this.rules = rules;
        this.keep = keep;
    }

    @Override
    public Unpacked unpack(String base64) {
        byte[] zip;
        try {
            zip = LenientBase64.decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return failed(notBase64.getMessage());
        }
        Optional<ObjectNode> tooLarge = rules.checkSize(zip.length);
        if (tooLarge.isPresent()) {
            return new Unpacked.Refused(tooLarge.get());
        }
        try {
            Files.createDirectories(versions);
            // One at a time, so that what a killed host left behind is found and cleared.
            Path work = root.resolve(".upload");
            Trees.delete(work);
            Files.createDirectory(work);
            try {
                return unpack(Files.write(work.resolve("project.zip"), zip), work.resolve("project"));
            } finally {
                Trees.delete(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot store the project under " + root + ": " + e.getMessage(), e);
        }
    }

    private Unpacked unpack(Path zip, Path unpacked) throws IOException {
        try (Archive archive = Archive.open(zip)) {
            Optional<ObjectNode> refusal = rules.check(archive.contents());
            if (refusal.isPresent()) {
                return new Unpacked.Refused(refusal.get());
            }
            Files.createDirectories(unpacked);
            archive.unpack(unpacked);
        } catch (ZipException broken) {
            return failed("File is not a zip file");
        }
        if (type(unpacked).isEmpty()) {
            return new Unpacked.Refused(
                    Envelope.error(ErrorCode.INVALID_PROJECT, "无法识别项目类型: 未找到 Python 文件。仅支持 Python 项目。"));
        }
        Path version = versions.resolve(nextNumber());
        Files.move(unpacked, version, StandardCopyOption.ATOMIC_MOVE);
        return new Unpacked.Accepted(describe(version).orElseThrow());
    }

    @Override
    public Optional<ProjectVersion> current() {
        try {
            adoptPlainDirectory();
            if (!Files.isDirectory(current)) {
                return installDefault();
            }
            return describe(current.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the projects under " + root + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void activate(ProjectVersion version) {
        try {
            Path link = root.resolve(".current-new");
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, root.relativize(Path.of(version.directory())));
            Files.move(link, current, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            prune(version);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put version " + version.id() + " in force: " + e.getMessage(), e);
        }
    }

    @Override
    public void discard(ProjectVersion version) {
        try {
            Trees.delete(Path.of(version.directory()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete version " + version.id() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<ProjectVersion> versions() {
        List<ProjectVersion> found = new ArrayList<>();
        if (!Files.isDirectory(versions)) {
            return found;
        }
        try (Stream<Path> directories = Files.list(versions)) {
            for (Path directory : directories.sorted().toList()) {
                describe(directory).ifPresent(found::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + versions + ": " + e.getMessage(), e);
        }
        return found;
    }

    @Override
    public Optional<ProjectVersion> find(Optional<String> id) {
        List<ProjectVersion> all = versions();
        if (id.isPresent()) {
            return all.stream().filter(version -> version.id().equals(id.get())).findFirst();
        }
        String now = current().map(ProjectVersion::id).orElse("");
        return all.stream().filter(version -> version.id().compareTo(now) < 0).reduce((earlier, later) -> later);
    }

    /** The original kept its project in a plain directory of this name. */
    private void adoptPlainDirectory() throws IOException {
        if (Files.isDirectory(current, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(versions);
            Path version = versions.resolve(nextNumber());
            Files.move(current, version);
            Optional<ProjectVersion> described = describe(version);
            if (described.isPresent()) {
                activate(described.get());
            }
        }
    }

    private Optional<ProjectVersion> installDefault() throws IOException {
        Path template = root.resolve("default");
        if (type(template).isEmpty()) {
            return Optional.empty();
        }
        Files.createDirectories(versions);
        Path version = versions.resolve(nextNumber());
        Trees.copy(template, version);
        Optional<ProjectVersion> described = describe(version);
        described.ifPresent(this::activate);
        return described;
    }

    private void prune(ProjectVersion active) throws IOException {
        List<ProjectVersion> all = versions();
        int surplus = all.size() - keep;
        for (ProjectVersion version : all) {
            if (surplus > 0 && !version.id().equals(active.id())) {
                Trees.delete(Path.of(version.directory()));
                surplus--;
            }
        }
    }

    private String nextNumber() throws IOException {
        int last = 0;
        try (Stream<Path> directories = Files.list(versions)) {
            for (Path directory : directories.toList()) {
                String name = directory.getFileName().toString();
                last = name.matches("\\d{6}") ? Math.max(last, Integer.parseInt(name)) : last;
            }
        }
        return String.format("%06d", last + 1);
    }

    private static Optional<ProjectVersion> describe(Path directory) throws IOException {
        Optional<String> type = type(directory);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ProjectVersion(
                directory.getFileName().toString(),
                type.get(),
                directory.toString(),
                Files.getLastModifiedTime(directory).toInstant()));
    }

    /** Any Python file makes a Python project, whether it can be started or not; else a jar at the top makes one of Java. */
    private static Optional<String> type(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            if (files.anyMatch(file -> file.toString().endsWith(".py"))) {
                return Optional.of("python");
            }
        }
        return Files.isRegularFile(directory.resolve("main.jar")) ? Optional.of("java") : Optional.empty();
    }

    private static Unpacked failed(@org.jspecify.annotations.Nullable String why) {
        return new Unpacked.Refused(Envelope.error(ErrorCode.UPLOAD_FAILED, "项目上传失败: " + why));
    }

    /** Writes the built-in default project, unless there is one already. */
    public void offerDefault() {
        Path main = root.resolve("default").resolve("main.py");
        if (Files.exists(main)) {
            return;
        }
        try (InputStream source = DirectoryStore.class.getResourceAsStream("default-project.py")) {
            if (source == null) {
                throw new IllegalStateException("default-project.py is missing from the jar; build it with Maven");
            }
            Files.createDirectories(main.getParent());
            Files.copy(source, main);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + main + ": " + e.getMessage(), e);
        }
    }
}

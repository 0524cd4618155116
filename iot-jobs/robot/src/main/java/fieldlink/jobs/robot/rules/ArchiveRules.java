package fieldlink.jobs.robot.rules;

import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an uploaded archive may hold, told from its table of contents.
 *
 * @param maxZipBytes of the archive itself
 * @param maxTotalBytes of all its files unpacked
 * @param maxRatio how many times larger than packed a file may be
 * @param extensions those allowed, a file without one always; empty for all
 * @param strictNames whether names may not hold {@code ..}, {@code ~} or {@code $} anywhere, as in the original
 */
public record ArchiveRules(
        long maxZipBytes,
        long maxTotalBytes,
        int maxEntries,
        int maxRatio,
        Set<String> extensions,
        boolean strictNames) {
    private static final long MEBI = 1L << 20;

    /** The original's limits. */
    public static final ArchiveRules ORIGINAL = new ArchiveRules(
            20 * MEBI,
            100 * MEBI,
            10,
            100,
            Set.of(".py", ".txt", ".md", ".json", ".yaml", ".yml", ".ini", ".cfg", ".toml"),
            true);

    /** Room for models, images and libraries; what could harm the host is refused all the same. */
    public static final ArchiveRules ROOMY = new ArchiveRules(256 * MEBI, 1024 * MEBI, 5000, 1100, Set.of(), false);

    public ArchiveRules {
        extensions = Set.copyOf(extensions);
    }

    /** One line of an archive's table of contents. */
    public record Entry(String name, long size, long packed) {
        public boolean isDirectory() {
            return name.endsWith("/");
        }
    }

    public Optional<ObjectNode> checkSize(long zipBytes) {
        return zipBytes <= maxZipBytes
                ? Optional.empty()
                : refused(
                        ErrorCode.INVALID_PROJECT,
                        "ZIP 文件过大: " + mebibytes(zipBytes) + " MB (最大允许: " + mebibytes(maxZipBytes) + " MB)");
    }

    /** @return why the archive is refused; empty when it may be unpacked */
    public Optional<ObjectNode> check(List<Entry> entries) {
        if (entries.size() > maxEntries) {
            return refused(
                    ErrorCode.INVALID_PROJECT, "ZIP 文件数量过多: " + entries.size() + " 个文件 (最大允许: " + maxEntries + " 个)");
        }
        long total = entries.stream().mapToLong(Entry::size).sum();
        if (total > maxTotalBytes) {
            return refused(
                    ErrorCode.INVALID_PROJECT,
                    "解压后总大小过大: " + mebibytes(total) + " MB (最大允许: " + mebibytes(maxTotalBytes) + " MB)");
        }
        List<String> faults = new ArrayList<>();
        for (Entry entry : entries) {
            faults(entry).forEach(fault -> faults.add("  - " + entry.name() + ": " + fault));
        }
        return faults.isEmpty()
                ? Optional.empty()
                : refused(
                        ErrorCode.SECURITY_VIOLATION, "发现 " + faults.size() + " 个安全问题:\n" + String.join("\n", faults));
    }

    private List<String> faults(Entry entry) {
        List<String> faults = new ArrayList<>();
        String extension = extension(entry.name());
        if (!entry.isDirectory() && !extensions.isEmpty() && !extension.isEmpty() && !extensions.contains(extension)) {
            faults.add("不允许的文件类型 (" + extension + ")");
        }
        if (!isSafe(entry.name())) {
            faults.add("不安全的路径");
        }
        if (entry.packed() > 0 && entry.size() > maxRatio * entry.packed()) {
            faults.add(String.format(Locale.ROOT, "压缩比异常 (%.1f:1)", (double) entry.size() / entry.packed()));
        }
        return faults;
    }

    private boolean isSafe(String name) {
        if (name.isEmpty() || name.startsWith("/") || name.startsWith("\\") || name.indexOf('\0') >= 0) {
            return false;
        }
        if (strictNames) {
            return !name.contains("..") && !name.contains("~") && !name.contains("$");
        }
        return name.indexOf('\\') < 0 && !List.of(name.split("/", -1)).contains("..");
    }

    private static String extension(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        // As in Python, a leading dot begins a name and not an extension.
        return dot <= 0 ? "" : file.substring(dot).toLowerCase(Locale.ROOT);
    }

    private static Optional<ObjectNode> refused(ErrorCode code, String message) {
        return Optional.of(Envelope.error(code, message));
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / (double) MEBI);
    }
}

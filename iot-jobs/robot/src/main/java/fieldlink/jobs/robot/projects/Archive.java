package fieldlink.jobs.robot.projects;

import fieldlink.jobs.robot.rules.ArchiveRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A zip file on disk: its table of contents, and the unpacking of it. */
final class Archive implements AutoCloseable {
    /** What names are in that are not marked as UTF-8. */
    private static final String OLD_NAMES = "IBM437";

    private final ZipFile zip;

    private Archive(ZipFile zip) {
        this.zip = zip;
    }

    /** @throws ZipException when it is no zip file */
    static Archive open(Path file) throws IOException {
        try {
            return new Archive(new ZipFile(file.toFile(), StandardCharsets.UTF_8));
        } catch (ZipException perhapsNames) {
            return new Archive(new ZipFile(file.toFile(), Charset.forName(OLD_NAMES)));
        }
    }

    List<ArchiveRules.Entry> contents() {
        List<ArchiveRules.Entry> entries = new ArrayList<>();
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            entries.add(new ArchiveRules.Entry(entry.getName(), entry.getSize(), entry.getCompressedSize()));
        }
        return entries;
    }

    /** Writes plain files only; what the table of contents promised is not exceeded. */
    void unpack(Path directory) throws IOException {
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            Path target = directory.resolve(entry.getName()).normalize();
            if (!target.startsWith(directory)) {
                throw new ZipException(entry.getName() + " would be written outside of the project");
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
            } else {
                Files.createDirectories(target.getParent());
                write(entry, target);
            }
        }
    }

    private void write(ZipEntry entry, Path target) throws IOException {
        byte[] block = new byte[64 * 1024];
        long left = entry.getSize();
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                left -= read;
                if (left < 0) {
                    throw new ZipException(entry.getName() + " holds more than the archive says");
                }
                out.write(block, 0, read);
            }
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}

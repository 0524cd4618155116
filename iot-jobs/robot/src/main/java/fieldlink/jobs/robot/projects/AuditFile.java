package fieldlink.jobs.robot.projects;

import fieldlink.jobs.robot.AuditLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The audit log as a file of JSON lines, with one predecessor once it has grown too large. */
public final class AuditFile implements AuditLog, AutoCloseable {
    private static final Logger LOG = System.getLogger(AuditFile.class.getName());
    private static final long MAX_BYTES = 64L << 20;
    private static final int MAX_ARGUMENTS = 2000;

    private final JsonMapper json = new JsonMapper();
    private final Path file;
    private Writer out;
    private long written;

    public AuditFile(Path file) {
        this.file = file;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            written = Files.exists(file) ? Files.size(file) : 0;
            out = open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the audit log " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void write(Entry entry) {
        ObjectNode line = json.createObjectNode();
        line.put("at", entry.at().toString());
        line.put("who", entry.who());
        line.put("action", entry.action());
        String arguments = json.writeValueAsString(entry.arguments());
        if (arguments.length() > MAX_ARGUMENTS) {
            line.put("arguments", arguments.substring(0, MAX_ARGUMENTS) + "…");
        } else {
            line.set("arguments", entry.arguments());
        }
        line.put("result", entry.result());
        line.put("ms", entry.took().toNanos() / 1_000_000.0);
        String text = json.writeValueAsString(line) + "\n";
        try {
            if (written + text.length() > MAX_BYTES) {
                rotate();
            }
            out.write(text);
            out.flush();
            written += text.length();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "the audit log cannot be written; the entry was: {0}", text);
        }
    }

    private void rotate() throws IOException {
        out.close();
        Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        out = open();
        written = 0;
    }

    private Writer open() throws IOException {
        return Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the audit log could not be closed: {0}", e.getMessage());
        }
    }
}

package fieldlink.ccm.store;

import fieldlink.ccm.CcmAddress;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.Occurrence;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.WireValue;
import fieldlink.ccm.engine.AuditTrail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened, one JSON object a line, one file a day. What cannot be written is counted, and the count is written as
 * soon as that works again, so that a gap is never mistaken for silence.
 */
public final class AuditLog implements AuditTrail, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AuditLog.class.getName());
    private static final String PREFIX = "audit-";
    private static final String SUFFIX = ".jsonl";

    private final Path directory;
    private final ZoneId zone;
    private final int keepDays;
    private @Nullable FileChannel channel;
    private @Nullable LocalDate day;
    private long sequence;
    private long lost;

    /** @param keepDays how long a day's file is kept */
    public AuditLog(Path directory, ZoneId zone, int keepDays) {
        this.directory = directory;
        this.zone = zone;
        this.keepDays = keepDays;
    }

    @Override
    public synchronized void append(Instant at, Moment steady, Occurrence occurrence, boolean durable) {
        if (occurrence.kind().isAlarm()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    occurrence.kind().word() + " " + occurrence.actuatorOrNull() + ": " + occurrence.reason());
        }
        try {
            FileChannel file = open(at.atZone(zone).toLocalDate());
            if (lost > 0) {
                String gap = lost + " entries could not be written";
                write(file, line(at, steady, Occurrence.ofHouse(OccurrenceKind.ALARM, gap)));
                lost = 0;
            }
            write(file, line(at, steady, occurrence));
            if (durable) {
                file.force(false);
            }
        } catch (IOException e) {
            if (lost++ == 0) {
                LOG.log(System.Logger.Level.WARNING, "cannot write the audit log in " + directory + ": " + e);
            }
            drop();
        }
    }

    /** How many entries are missing so far; written down as soon as writing works again. */
    public synchronized long lost() {
        return lost;
    }

    @Override
    public synchronized void close() {
        drop();
    }

    private FileChannel open(LocalDate today) throws IOException {
        FileChannel open = channel;
        if (open != null && today.equals(day)) {
            return open;
        }
        drop();
        Files.createDirectories(directory);
        open = FileChannel.open(
                directory.resolve(PREFIX + today + SUFFIX), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        channel = open;
        day = today;
        deleteBefore(today.minusDays(keepDays));
        return open;
    }

    private void drop() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "closing the audit log: " + e);
            }
        }
    }

    /** What cannot be deleted stays; today's entries are worth more than the room it takes. */
    private void deleteBefore(LocalDate oldest) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                if (file.getFileName().toString().compareTo(PREFIX + oldest + SUFFIX) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot delete old audit logs in " + directory + ": " + e);
        }
    }

    private static void write(FileChannel file, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private String line(Instant at, Moment steady, Occurrence occurrence) {
        ActuatorCommand command = occurrence.commandOrNull();
        Occurrence.Figures figures = occurrence.figures();
        JsonObject json = new JsonObject()
                .put("seq", ++sequence)
                .put("ts", at.toString())
                .put("mono", Double.valueOf(steady.nanos() / 1e9))
                .put("event", occurrence.kind().word())
                .putIfPresent("actuator", occurrence.actuatorOrNull());
        if (command != null) {
            json.put("cmd_id", command.id())
                    .put("actor", command.mandate().actor())
                    .put("level", command.mandate().level().number())
                    .put("op", command.operation().text())
                    .putIfPresent("why", command.mandate().reason());
            if (command.override()) {
                json.put("override", true);
            }
        }
        return json.putIfPresent("from_pct", figures.fromPercentOrNull())
                .putIfPresent("to_pct", figures.toPercentOrNull())
                .putIfPresent("planned_sec", seconds(figures.plannedOrNull()))
                .putIfPresent("actual_sec", seconds(figures.actualOrNull()))
                .putIfPresent("reason", occurrence.reason())
                .putIfPresent("wire", wire(occurrence.wireOrNull()))
                .toString();
    }

    /** One object for each value: a motor with two relays is told two. */
    private static List<JsonObject> wire(Occurrence.@Nullable Wire wire) {
        return wire == null
                ? List.of()
                : wire.values().stream().map(value -> wire(value, wire)).toList();
    }

    private static JsonObject wire(WireValue value, Occurrence.Wire wire) {
        CcmAddress address = value.tuple().address();
        return new JsonObject()
                .put("type", value.tuple().type().text())
                .put("room", address.room())
                .put("region", address.region())
                .put("order", address.order())
                .put("priority", wire.priority())
                .put("value", value.text())
                .put("n", wire.copies());
    }

    private static @Nullable Double seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toNanos() / 1e9;
    }
}

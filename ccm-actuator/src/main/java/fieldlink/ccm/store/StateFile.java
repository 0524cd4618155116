package fieldlink.ccm.store;

import fieldlink.ccm.engine.HouseStore;
import fieldlink.ccm.engine.SavedHouse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The house in a JSON file. A write goes to a file beside it, is forced to disk and takes the old one's place; the old
 * one stays as {@code .bak}. Whenever the power goes, one of the two is whole.
 */
public final class StateFile implements HouseStore {
    private static final System.Logger LOG = System.getLogger(StateFile.class.getName());
    private static final long MAX_BYTES = 64L << 20;

    private final Path file;
    private final Path backup;
    private final Path fresh;
    private final Network network;
    private boolean broken;

    /** For reading. */
    public StateFile(Path file) {
        this(file, Network.USUAL);
    }

    /** @param network is written into it */
    public StateFile(Path file, Network network) {
        this.file = file;
        this.network = network;
        this.backup = file.resolveSibling(file.getFileName() + ".bak");
        this.fresh = file.resolveSibling(file.getFileName() + ".tmp");
    }

    /** Where the house is spoken to, for whoever has nothing but this file. What is absent is as usual. */
    public record Network(
            @Nullable String interfaceOrNull, @Nullable Integer firstPortOrNull) {
        public static final Network USUAL = new Network(null, null);
    }

    /**
     * What was found.
     *
     * @param warnings what a person should know of it; empty when all is well
     */
    public record Loaded(SavedHouse house, Network network, List<String> warnings) {
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /** Reads the file, else its backup; when neither can be read, nothing is known and everything must be stopped. */
    public Loaded load() {
        if (!Files.exists(file) && !Files.exists(backup)) {
            return new Loaded(SavedHouse.NONE, Network.USUAL, List.of());
        }
        try {
            StateText.Content content = read(file);
            return new Loaded(content.house(), content.network(), List.of());
        } catch (IOException | RuntimeException e) {
            return fromBackup(e);
        }
    }

    @Override
    public boolean save(SavedHouse house) {
        try {
            write(StateText.write(house, network));
            broken = false;
            return true;
        } catch (IOException e) {
            if (!broken) {
                LOG.log(System.Logger.Level.WARNING, "cannot write " + file + ": " + reason(e));
            }
            broken = true;
            return false;
        }
    }

    private Loaded fromBackup(Exception trouble) {
        String reason = reason(trouble);
        try {
            StateText.Content content = read(backup);
            SavedHouse house = content.house();
            if (!(trouble instanceof NoSuchFileException)) {
                // What was damaged said something newer: that something runs, for all we know.
                house = house.unclean();
            }
            return new Loaded(house, content.network(), List.of(file + " " + reason + "; using " + backup));
        } catch (IOException | RuntimeException e) {
            // Whatever ran then may still run: the same as after a crash.
            SavedHouse nothing = new SavedHouse(false, "", Instant.EPOCH, Map.of());
            return new Loaded(
                    nothing,
                    Network.USUAL,
                    List.of(file + " " + reason + "; " + backup + " " + reason(e)
                            + "; positions are unknown, everything is switched off and calibrated"));
        }
    }

    private static StateText.Content read(Path path) throws IOException {
        if (Files.size(path) > MAX_BYTES) {
            throw new IOException("is larger than any state file");
        }
        return StateText.read(Files.readString(path));
    }

    private void write(String text) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        if (Files.exists(file)) {
            Files.move(file, backup, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (directory != null) {
            force(directory);
        }
    }

    /** A rename is only on disk when its directory is. */
    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException ? "is missing" : "cannot be read (" + e.getMessage() + ")";
    }
}

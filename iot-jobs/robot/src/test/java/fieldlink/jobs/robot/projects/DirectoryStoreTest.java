package fieldlink.jobs.robot.projects;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.robot.ProjectStore.Unpacked;
import fieldlink.jobs.robot.ProjectVersion;
import fieldlink.jobs.robot.rules.ArchiveRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest {
    @TempDir
    Path root;

    private DirectoryStore store;

    @BeforeEach
    void open() {
        store = new DirectoryStore(root, ArchiveRules.ROOMY, 3);
    }

    @Test
    void asManyVersionsAreKeptAsWereAskedForAndTheOneInForceAmongThem() throws Exception {
        for (int i = 1; i <= 3; i++) {
            store.activate(upload());
        }
        store.activate(store.find(Optional.of("000001")).orElseThrow());
        ProjectVersion tried = upload();
        store.activate(store.find(Optional.of("000001")).orElseThrow());

        assertThat(tried.id()).isEqualTo("000004");
        assertThat(ids()).containsExactly("000001", "000003", "000004");
        assertThat(store.current().orElseThrow().id()).isEqualTo("000001");
    }

    @Test
    void theVersionBeforeIsTheOneToGoBackTo() throws Exception {
        store.activate(upload());
        store.activate(upload());

        assertThat(store.find(Optional.empty()).map(ProjectVersion::id)).contains("000001");
        store.activate(store.find(Optional.empty()).orElseThrow());
        assertThat(store.find(Optional.empty()))
                .as("there is none before the first")
                .isEmpty();
    }

    @Test
    void anUploadIsNotInForceBeforeItIsActivatedAndLeavesNothingWhenItIsDiscarded() throws Exception {
        store.activate(upload());
        ProjectVersion next = upload();
        assertThat(store.current().orElseThrow().id()).isEqualTo("000001");

        store.discard(next);

        assertThat(ids()).containsExactly("000001");
    }

    @Test
    void anotherHostOnTheSameDirectoryFindsTheVersionInForce() throws Exception {
        upload();
        store.activate(upload());

        assertThat(new DirectoryStore(root, ArchiveRules.ROOMY, 3)
                        .current()
                        .orElseThrow()
                        .id())
                .isEqualTo("000002");
    }

    @Test
    void whatAKilledHostHadHalfUnpackedIsCleared() throws Exception {
        Path left = Files.createDirectories(root.resolve(".upload/project")).resolve("main.py");
        Files.writeString(left, "half");

        assertThat(Path.of(upload().directory()).resolve("main.py")).hasContent("x = 1");
        assertThat(root.resolve(".upload")).doesNotExist();
    }

    private ProjectVersion upload() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("main.py"));
            zip.write("x = 1".getBytes(StandardCharsets.UTF_8));
        }
        Unpacked unpacked = store.unpack(Base64.getEncoder().encodeToString(bytes.toByteArray()));
        return ((Unpacked.Accepted) unpacked).version();
    }

    private List<String> ids() {
        return store.versions().stream().map(ProjectVersion::id).toList();
    }
}

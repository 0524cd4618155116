package fieldlink.ccm.store;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ccm.CcmAddress;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.CcmType;
import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.Mandate;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.Occurrence;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.WireValue;
import fieldlink.ccm.engine.EmergencyHolder;
import fieldlink.ccm.engine.SavedActuator;
import fieldlink.ccm.engine.SavedHouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acceptance rows 69 to 73 as far as the disk is concerned. */
class StateFileTest {
    private static final Instant NOON = Instant.parse("2026-02-19T03:00:00Z");

    @TempDir
    Path directory;

    @Test
    void whatIsSavedIsLoadedAgain() {
        StateFile file = new StateFile(directory.resolve("state.json"));
        assertThat(file.save(house(40))).isTrue();
        assertThat(file.load().house()).isEqualTo(house(40));
        assertThat(file.load().warnings()).isEmpty();
    }

    @Test
    void whoHeldTheEmergencyStopIsSaved() throws IOException {
        Path path = directory.resolve("state.json");
        StateFile file = new StateFile(path);
        for (EmergencyHolder holder : EmergencyHolder.values()) {
            file.save(new SavedHouse(true, "boot", NOON, Map.of(), holder));
            assertThat(file.load().house().emergency()).isEqualTo(holder);
        }
        Files.writeString(path, Files.readString(path).replace("\"person\"", "\"somebody\""));
        assertThat(file.load().house().emergency()).as("rather too careful").isEqualTo(EmergencyHolder.PERSON);
    }

    @Test
    void row69ATruncatedFileIsReplacedByItsBackupWithAWarning() throws IOException {
        Path path = directory.resolve("state.json");
        StateFile file = new StateFile(path);
        file.save(house(40));
        file.save(house(50));
        Files.writeString(path, Files.readString(path).substring(0, 60));
        StateFile.Loaded loaded = file.load();
        assertThat(loaded.house()).isEqualTo(house(40));
        assertThat(loaded.warnings()).hasSize(1);
    }

    /** The newer file said something else: for all we know, that something runs. */
    @Test
    void row69ABackupIsNeverTakenForAnOrderlyEnd() throws IOException {
        Path path = directory.resolve("state.json");
        StateFile file = new StateFile(path);
        SavedHouse ended = new SavedHouse(true, "boot", NOON, Map.of());
        file.save(ended);
        file.save(house(50));
        Files.writeString(path, "");
        assertThat(file.load().house().needsAllOff()).isTrue();
        Files.delete(path);
        assertThat(file.load().house())
                .as("nothing ran yet between the renames")
                .isEqualTo(ended);
    }

    @Test
    void row70WithBothCorruptNothingIsKnownAndEverythingMustStop() throws IOException {
        Path path = directory.resolve("state.json");
        Files.writeString(path, "{");
        Files.writeString(directory.resolve("state.json.bak"), "[]");
        StateFile.Loaded loaded = new StateFile(path).load();
        assertThat(loaded.house().actuators()).isEmpty();
        assertThat(loaded.house().needsAllOff()).isTrue();
        assertThat(loaded.warnings()).hasSize(1);
    }

    @Test
    void row71APowerCutBeforeTheRenameLeavesTheOldFileWhole() throws IOException {
        Path path = directory.resolve("state.json");
        StateFile file = new StateFile(path);
        file.save(house(40));
        Files.writeString(directory.resolve("state.json.tmp"), "{\"version\":1,\"act");
        assertThat(file.load().house()).isEqualTo(house(40));
        // And between the two renames only the backup is there.
        Files.move(path, directory.resolve("state.json.bak"));
        assertThat(file.load().house()).isEqualTo(house(40));
    }

    @Test
    void row72TheMemosFormLoads() throws IOException {
        Path path = directory.resolve("state.json");
        Files.writeString(path, """
                {
                  "VenSdWin": {"position_pct": 25, "state": "idle", "last_calibrated": "2026-02-19T00:00:00Z"},
                  "VenRfWin": {"position_pct": 0, "state": "moving", "last_calibrated": "2026-02-19T00:00:00Z"}
                }
                """);
        SavedHouse house = new StateFile(path).load().house();
        assertThat(house.actuators()).containsOnlyKeys("VenSdWin", "VenRfWin");
        assertThat(house.actuators().get("VenSdWin").percentOrNull()).isEqualTo(25);
        assertThat(house.needsAllOff()).as("one was moving").isTrue();
    }

    /** Whoever has nothing but the file has to send where the bridge did. */
    @Test
    void theNetworkIsKeptBesideTheHouse() {
        Path path = directory.resolve("state.json");
        StateFile.Network network = new StateFile.Network("eth1", 21_520);
        new StateFile(path, network).save(house(40));
        assertThat(new StateFile(path).load().network()).isEqualTo(network);
        new StateFile(path).save(house(40));
        assertThat(new StateFile(path).load().network()).isEqualTo(StateFile.Network.USUAL);
    }

    @Test
    void row73AnUnwritableDirectoryIsAnAnswerNotAnException() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(new StateFile(file.resolve("state.json")).save(house(40))).isFalse();
    }

    @Test
    void row73TheAuditLogCountsWhatItCouldNotWrite() throws IOException {
        Path place = directory.resolve("audit");
        Files.createFile(place);
        AuditLog log = new AuditLog(place, ZoneId.of("Asia/Tokyo"), 90);
        log.append(NOON, Moment.START, Occurrence.ofHouse(OccurrenceKind.BOOT, "one"), true);
        log.append(NOON, Moment.START, Occurrence.ofHouse(OccurrenceKind.BOOT, "two"), true);
        assertThat(log.lost()).isEqualTo(2);
        Files.delete(place);
        log.append(NOON, Moment.START, Occurrence.ofHouse(OccurrenceKind.BOOT, "three"), true);
        List<String> lines = Files.readAllLines(place.resolve("audit-2026-02-19.jsonl"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("2 entries could not be written");
        assertThat(lines.get(1)).contains("\"event\":\"boot\"", "three");
        assertThat(log.lost()).isZero();
    }

    @Test
    void theAuditLogSaysWhoAskedForWhatAndWhatWentOverTheWire() throws IOException {
        ActuatorCommand command = new ActuatorCommand(
                "c1",
                "W",
                new Operation.SetPosition(30),
                Mandate.of(ControlLevel.MANUAL, "grower", "too hot"),
                null,
                true);
        CcmTuple tuple = new CcmTuple(new CcmType("VenSdWinrcA"), CcmAddress.of(1, 61, 2));
        Occurrence.Wire wire = new Occurrence.Wire(List.of(new WireValue(tuple, "1")), 10, 3);
        AuditLog log = new AuditLog(directory, ZoneId.of("Asia/Tokyo"), 90);
        log.append(
                NOON,
                Moment.START,
                new Occurrence(OccurrenceKind.START, "W", command, "", Occurrence.Figures.NONE, wire),
                false);
        assertThat(Files.readAllLines(directory.resolve("audit-2026-02-19.jsonl"))
                        .get(0))
                .contains(
                        "\"actor\":\"grower\",\"level\":3,\"op\":\"set 30.0\",\"why\":\"too hot\",\"override\":true",
                        "\"wire\":[{\"type\":\"VenSdWinrcA\",\"room\":1,\"region\":61,\"order\":2,\"priority\":10,"
                                + "\"value\":\"1\",\"n\":3}]");
    }

    @Test
    void anOldFileThatCannotBeDeletedCostsNoEntry() throws IOException {
        Files.createFile(Files.createDirectory(directory.resolve("audit-2020-01-01.jsonl"))
                .resolve("in the way"));
        AuditLog log = new AuditLog(directory, ZoneId.of("Asia/Tokyo"), 90);
        log.append(NOON, Moment.START, Occurrence.ofHouse(OccurrenceKind.BOOT, "one"), false);
        assertThat(log.lost()).isZero();
        assertThat(directory.resolve("audit-2026-02-19.jsonl")).content().contains("one");
    }

    @Test
    void theAuditLogBeginsANewFileEachDayAndDropsOldOnes() throws IOException {
        Files.createFile(directory.resolve("audit-2020-01-01.jsonl"));
        AuditLog log = new AuditLog(directory, ZoneId.of("Asia/Tokyo"), 90);
        log.append(NOON, Moment.START, Occurrence.ofHouse(OccurrenceKind.BOOT, ""), false);
        log.append(NOON.plus(Duration.ofDays(1)), Moment.START, Occurrence.ofHouse(OccurrenceKind.BOOT, ""), false);
        assertThat(directory.resolve("audit-2020-01-01.jsonl")).doesNotExist();
        assertThat(directory.resolve("audit-2026-02-19.jsonl")).exists();
        assertThat(directory.resolve("audit-2026-02-20.jsonl")).exists();
    }

    private static SavedHouse house(double percent) {
        SavedActuator window = new SavedActuator(
                percent,
                1.5,
                "MOVING",
                new SavedActuator.Intent("open", 60.0, 3, NOON.plusSeconds(12)),
                NOON,
                new SavedActuator.Upkeep(
                        NOON,
                        true,
                        false,
                        "bridge",
                        Duration.ofSeconds(10),
                        NOON.minusSeconds(60),
                        "VenSdWinrcA@1/61/1=0"));
        return new SavedHouse(false, "boot", NOON, Map.of("W \"1\"", window));
    }
}

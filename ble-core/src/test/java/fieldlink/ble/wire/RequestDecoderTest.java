package fieldlink.ble.wire;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.CharacteristicId;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattValue;
import fieldlink.ble.RequestPriority;
import fieldlink.ble.Uuid;
import fieldlink.ble.wire.Command.SendCommand.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames and messages of the first Python service, recorded while it ran. */
class RequestDecoderTest {
    private static final String TARGET = "\"mac_address\": \"aa:bb:cc:dd:00:01\", \"service_uuid\": \"180f\","
            + " \"characteristic_uuid\": \"00002a19-0000-1000-8000-00805f9b34fb\"";
    private static final DeviceAddress DEVICE = new DeviceAddress("AA:BB:CC:DD:00:01");
    private static final CharacteristicId BATTERY = CharacteristicId.of(Uuid.of(0x180F), Uuid.of(0x2A19));

    @Test
    void readsTheFramesOfTheCurrentClient() {
        Request read = understood("{\"command\": \"read_sensor\", " + TARGET
                + ", \"priority\": \"HIGH\", \"timeout\": 10.0, \"request_id\": \"9c6d\"}");
        assertThat(read.isCorrelated()).isTrue();
        assertThat(read.id()).isEqualTo(Json.of("9c6d"));
        assertThat(read.command())
                .isEqualTo(new Command.ReadSensor(
                        new Target(DEVICE, BATTERY, false),
                        new Urgency(RequestPriority.HIGH, Duration.ofSeconds(10)),
                        null));

        Request write = understood("{\"command\": \"send_command\", " + TARGET
                + ", \"data\": \"57 01 01\", \"response_required\": false, \"priority\": \"NORMAL\","
                + " \"timeout\": \"5\", \"request_id\": \"1486\"}");
        assertThat(write.command())
                .isEqualTo(new Command.SendCommand(
                        new Target(DEVICE, BATTERY, false),
                        GattValue.of(0x57, 1, 1),
                        Reply.NONE,
                        new Urgency(RequestPriority.NORMAL, Duration.ofSeconds(5)),
                        null));
    }

    @Test
    void theOlderClientSendsNoId() {
        assertThat(understood("{\"command\": \"status\"}").isCorrelated()).isFalse();
        assertThat(understood("{\"command\": \"get_request_status\", \"request_id\": \"7\"}")
                        .command())
                .isEqualTo(new Command.GetRequestStatus("7"));
    }

    @ParameterizedTest
    @CsvSource({
        "HIGH, HIGH",
        "LOW, LOW",
        "high, NORMAL",
        "URGENT, NORMAL",
    })
    void takesAPriorityItDoesNotKnowForNormal(String given, RequestPriority expected) {
        Request request = understood("{\"command\": \"read_sensor\", " + TARGET + ", \"priority\": \"" + given + "\"}");
        assertThat(((Command.ReadSensor) request.command()).urgency().priority())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-3, 0", "\"2.5\", 2500", "true, 1000", "Infinity, 86400000", "1e9, 86400000"})
    void readsTimeoutsAsPythonDoes(String given, long millis) {
        Request request = understood("{\"command\": \"read_sensor\", " + TARGET + ", \"timeout\": " + given + "}");
        assertThat(((Command.ReadSensor) request.command()).urgency().timeout()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"570101\"", "\"57 01 01\"", "[87, 1, 1]"})
    void takesDataAsHexOrAsNumbers(String data) {
        Request request = understood("{\"command\": \"send_command\", " + TARGET + ", \"data\": " + data + "}");
        assertThat(((Command.SendCommand) request.command()).value()).isEqualTo(GattValue.of(0x57, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"5\"",
                "\"xy\"",
                "[256]",
                "[-1]",
                "[1.5]",
                "[\"a\"]",
                "7",
                "{\"a\": 1}",
                "\"0x01\"",
                "\"01:02\""
            })
    void saysWhenDataIsNone(String data) {
        assertThat(refusal("{\"command\": \"send_command\", " + TARGET + ", \"data\": " + data
                        + ", \"request_id\": \"1\"}"))
                .isEqualTo("{\"status\": \"error\", \"error\": \"Invalid hex data format\", \"request_id\": \"1\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"command": "get_scan_data", "mac_address": ""}          | Missing mac_address parameter
            {"command": "read_sensor", "mac_address": "AA"}          | Missing required parameters (mac_address, service_uuid, characteristic_uuid)
            {"command": "send_command"}                              | Missing required parameters (mac_address, service_uuid, characteristic_uuid, data)
            {"command": "update_queue_config"}                       | Missing skip_old_requests parameter
            {"command": "get_request_status"}                        | Missing request_id parameter
            nonsense                                                 | Invalid JSON
            """)
    void keepsTheFirstServicesMessages(String line, String error) {
        assertThat(refusal(line)).isEqualTo("{\"status\": \"error\", \"error\": \"" + error + "\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"command": "get_service_statu"}            | get_service_statu
            {"command": null}                           | None
            {}                                          | None
            """)
    void anUnknownCommandIsAnsweredWithAnIdInAnyCase(String line, String name) {
        assertThat(refusal(line))
                .isEqualTo(
                        "{\"status\": \"error\", \"error\": \"Unknown command: " + name + "\", \"request_id\": null}");
    }

    @ParameterizedTest
    @CsvSource({"[], list", "7, int", "1.5, float", "true, bool", "'\"a\"', str", "null, NoneType"})
    void whatIsNoObjectIsNamedAsPythonNamesIt(String line, String type) {
        assertThat(refusal(line))
                .startsWith("{\"status\": \"error\", \"error\": \"'" + type
                        + "' object has no attribute 'get'\", \"advice\": ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "timeout": "abc"          | could not convert string to float: 'abc'
            "timeout": null           | float() argument must be a string or a real number, not 'NoneType'
            "priority": ["HIGH"]      | unhashable type: 'list'
            "priority": {"a": 1}      | unhashable type: 'dict'
            """)
    void keepsPythonsWordsForBadValues(String field, String words) {
        assertThat(refusal("{\"command\": \"read_sensor\", " + TARGET + ", " + field + ", \"request_id\": 4}"))
                .startsWith("{\"status\": \"error\", \"error\": \"" + words + "\", \"request_id\": 4, \"advice\": ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            aa:bb:cc:dd:00:01 | nobody | Device nobody not found
            00002a19-0000-1000-8000-00805f9b34fb | xyz | Characteristic xyz was not found!
            """)
    void whatCannotExistIsNotFound(String right, String wrong, String words) {
        assertThat(refusal("{\"command\": \"read_sensor\", " + TARGET.replace(right, wrong) + ", \"request_id\": 4}"))
                .startsWith("{\"status\": \"error\", \"error\": \"" + words + "\", \"request_id\": 4, \"advice\": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "7", "1.50", "NaN", "[1]", "{\"a\": null}", "true"})
    void echoesAnIdOfAnyTypeAsItStood(String id) {
        assertThat(refusal("{\"command\": \"nothing\", \"request_id\": " + id + "}"))
                .endsWith("\"request_id\": " + id + "}");
    }

    @Test
    void doesNotEchoWhatWouldOverflowAFrame() {
        String huge = "x".repeat(60_000);
        assertThat(refusal("{\"command\": \"get_status\", \"request_id\": \"" + huge + "\"}"))
                .contains("longer than 1024")
                .hasSizeLessThan(200);
        assertThat(refusal("{\"command\": \"" + huge + "\"}")).hasSizeLessThan(400);
        assertThat(refusal("{\"command\": \"read_sensor\", " + TARGET.replace("aa:", huge) + "}"))
                .startsWith("{\"status\": \"error\", \"error\": \"Device xxxx")
                .hasSizeLessThan(1_000);
    }

    @Test
    void anUnusableServiceMeansAnyService() {
        Request request = understood("{\"command\": \"read_sensor\", " + TARGET.replace("180f", "unknown") + "}");
        assertThat(((Command.ReadSensor) request.command()).target().characteristic())
                .isEqualTo(CharacteristicId.anywhere(Uuid.of(0x2A19)));
    }

    @Test
    void skipOldRequestsIsWhateverPythonTakesForTrue() {
        assertThat(understood("{\"command\": \"update_queue_config\", \"skip_old_requests\": \"false\"}")
                        .command())
                .isEqualTo(new Command.UpdateQueueConfig(true, null));
        assertThat(refusal("{\"command\": \"update_queue_config\", \"skip_old_requests\": 0, \"max_age_sec\": -1}"))
                .contains("Invalid parameter value");
    }

    @Test
    void unsubscribesByCallbackIdWhateverElseIsSaid() {
        assertThat(understood("{\"command\": \"subscribe_notifications\", \"unsubscribe\": true, \"service_uuid\":"
                                + " \"unknown\", \"mac_address\": \"my\", \"characteristic_uuid\": \"id\","
                                + " \"callback_id\": \"my_id\"}")
                        .command())
                .isEqualTo(new Command.UnsubscribeNotifications("my_id"));
    }

    @Test
    void neverPrintsAToken() {
        assertThat(understood("{\"command\": \"authenticate\", \"token\": \"secret-secret\"}")
                        .toString())
                .doesNotContain("secret");
    }

    @Property
    void noLineMakesItFail(@ForAll @Size(max = 60) byte[] line) {
        assertThat(RequestDecoder.decode(line)).isNotNull();
    }

    private static Request understood(String line) {
        Decoded decoded = RequestDecoder.decode(line.getBytes(StandardCharsets.UTF_8));
        assertThat(decoded).isInstanceOf(Decoded.Understood.class);
        return ((Decoded.Understood) decoded).request();
    }

    private static String refusal(String line) {
        Decoded decoded = RequestDecoder.decode(line.getBytes(StandardCharsets.UTF_8));
        assertThat(decoded).isInstanceOf(Decoded.Refused.class);
        return ((Decoded.Refused) decoded).reply().text();
    }
}

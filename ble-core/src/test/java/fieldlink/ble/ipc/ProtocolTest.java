package fieldlink.ble.ipc;

import static fieldlink.ble.ipc.DaemonWorld.BATTERY;
import static fieldlink.ble.ipc.DaemonWorld.NOTIFY;
import static fieldlink.ble.ipc.DaemonWorld.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.CharacteristicId;
import fieldlink.ble.GattValue;
import fieldlink.ble.wire.Json;
import fieldlink.ble.wire.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The first service's protocol over a real socket, spoken in raw bytes: its recorded examples, and our additions. */
class ProtocolTest {
    private static final String DEVICE = "\"mac_address\": \"AA:BB:CC:DD:00:01\"";

    private final DaemonWorld world = DaemonWorld.open();
    private final RawClient client = world.connect();

    @AfterEach
    void close() {
        client.close();
        world.close();
    }

    @Test
    void answersTheStatusFieldByField() {
        assertThat(client.ask("{\"command\": \"get_status\", \"request_id\": \"r1\"}"))
                .matches("\\{\"status\": \"success\", \"data\": \\{\"is_running\": true, \"adapter_status\":"
                        + " \"(ok|warning)\", \"queue_size\": 0, \"last_error\": (null|\"[^\"]*\"), \"uptime_sec\":"
                        + " \\d+\\.\\d, \"active_devices\": \\d+, \"active_subscriptions\": 0,"
                        + " \"exclusive_control_enabled\": true, \"client_connecting\": false},"
                        + " \"request_id\": \"r1\"}");
        assertThat(client.ask("{\"command\": \"status\"}")).endsWith("}, \"request_id\": null}");
    }

    @Test
    void answersScanDataAsRecorded() {
        waitUntilHeard();
        assertThat(client.ask("{\"command\": \"get_scan_data\", " + DEVICE + ", \"request_id\": \"a8f0\"}"))
                .matches("\\{\"status\": \"success\", \"data\": \\{\"name\": \"Dev1\", \"rssi\": -?\\d+, \"address\":"
                        + " \"AA:BB:CC:DD:00:01\", \"advertisement_data\": \\{\"local_name\": \"Dev1\","
                        + " \"manufacturer_data\": \\{\"2409\": \\[109, 0, 127]}, \"service_data\": \\{},"
                        + " \"service_uuids\": \\[\"cba20d00-224d-11e6-9fb8-0002a5d5c51b\"]}, \"manufacturer_data\":"
                        + " \\{\"2409\": \\[109, 0, 127]}}, \"request_id\": \"a8f0\"}");
        JsonObject result = client.askJson(
                "{\"command\": \"get_scan_result\", \"mac_address\": \"aa:bb:cc:dd:00:01\", \"request_id\": 7}");
        assertThat(data(result).text("address")).contains("AA:BB:CC:DD:00:01");
        assertThat(data(result).has("timestamp")).isTrue();
    }

    @Test
    void aMissInScanDataIsASuccessWithAnErrorInside() {
        assertThat(client.ask("{\"command\": \"get_scan_data\", \"mac_address\": \"XX\", \"request_id\": \"1\"}"))
                .isEqualTo(
                        "{\"status\": \"success\", \"data\": {\"error\": \"Device XX not found or scan data expired\","
                                + " \"address\": \"XX\"}, \"request_id\": \"1\"}");
        assertThat(client.ask("{\"command\": \"get_scan_result\", \"mac_address\": \"XX\", \"request_id\": \"1\"}"))
                .startsWith("{\"status\": \"error\", \"error\": \"Device XX not found or scan data expired\","
                        + " \"request_id\": \"1\"");
    }

    @Test
    void readsTheValueForTheCurrentClient() {
        assertThat(client.ask(read("9c6d")))
                .isEqualTo(
                        "{\"status\": \"success\", \"request_id\": \"9c6d\", \"message\": \"Read request completed\","
                                + " \"data\": [90], \"hex\": \"5a\"}");
    }

    @Test
    void acknowledgesAtOnceAndTellsLaterForTheOlderClient() {
        JsonObject ack = client.askJson("{\"command\": \"read_sensor\", " + target(BATTERY) + "}");
        assertThat(ack.text("message")).contains("Read request queued successfully");
        String id = ack.text("request_id").orElseThrow();
        JsonObject told = askUntilEnded(id);
        assertThat(told.text("status")).contains("completed");
        assertThat(told.get("data").text()).isEqualTo("[90]");
    }

    /** Everything that the first service's older client could say, on its one socket and without a single id. */
    @Test
    void holdsAConversationWithTheOlderClient() {
        waitUntilHeard();
        assertThat(client.ask("{\"command\": \"get_scan_result\", " + DEVICE + "}"))
                .startsWith(
                        "{\"status\": \"success\", \"data\": {\"address\": \"AA:BB:CC:DD:00:01\", \"name\": \"Dev1\", ")
                .endsWith("\"request_id\": null}");
        assertThat(client.ask("{\"command\": \"get_scan_result\", \"mac_address\": \"11:22:33:44:55:66\"}"))
                .isEqualTo(
                        "{\"status\": \"error\", \"error\": \"Device 11:22:33:44:55:66 not found or scan data expired\","
                                + " \"request_id\": null}");
        JsonObject write = client.askJson("{\"command\": \"send_command\", " + target(WRITE)
                + ", \"data\": \"570101\", \"response_required\": true, \"priority\": \"HIGH\", \"timeout\": 5.0}");
        assertThat(write.fields().keySet()).containsExactly("status", "request_id", "message");
        assertThat(write.text("message")).contains("Write request queued successfully");
        JsonObject told = askUntilEnded(write.text("request_id").orElseThrow());
        assertThat(told.text("status")).contains("completed");
        assertThat(told.text("message")).contains("Request completed");
        assertThat(client.ask("{\"command\": \"get_request_status\"}"))
                .isEqualTo("{\"status\": \"error\", \"error\": \"Missing request_id parameter\"}");
        assertThat(client.askJson("{\"command\": \"status\"}").get("request_id"))
                .isEqualTo(Json.Null.NULL);
    }

    @Test
    void aRequestWhoseClientDoesNotWaitOutlivesItsConnection() {
        String id;
        try (RawClient leaving = world.connect()) {
            id = leaving.askJson("{\"command\": \"send_command\", " + target(WRITE) + ", \"data\": \"570101\"}")
                    .text("request_id")
                    .orElseThrow();
        }
        assertThat(askUntilEnded(id).text("status")).contains("completed");
        assertThat(world.server.written()).containsExactly(GattValue.of(0x57, 1, 1));
    }

    @Test
    void writesAsRecordedAndReadsBackWhenAskedTo() {
        assertThat(client.ask(write(WRITE, "\"570101\"", false, "1486")))
                .isEqualTo("{\"status\": \"success\", \"data\": {}, \"request_id\": \"1486\"}");
        assertThat(client.ask(write(BATTERY, "[7]", true, "2")))
                .isEqualTo("{\"status\": \"success\", \"data\": [7], \"request_id\": \"2\"}");
        assertThat(client.ask(write(WRITE, "\"570102\"", true, "3")))
                .as("a characteristic that cannot be read")
                .isEqualTo("{\"status\": \"success\", \"data\": {}, \"request_id\": \"3\"}");
    }

    @Test
    void aWrongServiceFindsTheCharacteristicAllTheSame() {
        String wrong = read("1").replace(BATTERY.inService().orElseThrow().toString(), "1800");
        assertThat(client.ask(wrong)).contains("\"data\": [90]");
        assertThat(client.ask(wrong.replace("{\"command\"", "{\"strict\": true, \"command\"")))
                .contains("was not found!", "CHARACTERISTIC_NOT_FOUND");
    }

    @Test
    void failuresKeepTheirWordsAndCarryTheId() {
        assertThat(client.ask(read("1").replace("AA:BB", "11:22").replace("10.0", "0.3")))
                .contains("\"status\": \"error\"", "\"request_id\": \"1\"");
        assertThat(client.ask(read("2").replace("10.0", "0")))
                .startsWith("{\"status\": \"error\", \"error\": \"Request timed out\", \"request_id\": \"2\"");
        assertThat(client.ask("{\"command\": \"get_service_stat\", \"request_id\": \"ed67\"}"))
                .isEqualTo("{\"status\": \"error\", \"error\": \"Unknown command: get_service_stat\","
                        + " \"request_id\": \"ed67\"}");
    }

    @Test
    void aSlowRequestDoesNotHoldUpOthersWithAnId() {
        world.device.faults().hangOperations(1);
        client.send(read("slow") + "\n");
        assertThat(client.ask("{\"command\": \"get_status\", \"request_id\": \"fast\"}"))
                .contains("\"fast\"");
    }

    @Test
    void repliesWithoutIdsKeepTheirOrder() {
        client.send("{\"command\": \"describe_nothing\"}\n{\"command\": \"get_status\"}\n{\"command\":"
                + " \"get_scan_data\", \"mac_address\": \"XX\"}\n{\"command\": \"get_queue_config\"}\nnonsense\n");
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            replies.add(client.line());
        }
        assertThat(replies.get(0)).contains("Unknown command");
        assertThat(replies.get(1)).contains("is_running");
        assertThat(replies.get(2)).contains("scan data expired");
        assertThat(replies.get(3)).contains("max_age_sec");
        assertThat(replies.get(4)).contains("Invalid JSON");
    }

    @Test
    void notificationsReachEverySubscriber() {
        try (RawClient other = world.connect()) {
            JsonObject reply = client.askJson(
                    "{\"command\": \"subscribe_notifications\", " + target(NOTIFY) + ", \"callback_id\": \"one\"}");
            assertThat(reply.text("message")).contains("Notification subscribed successfully");
            assertThat(reply.text("callback_id")).contains("one");
            JsonObject second = other.askJson(
                    "{\"command\": \"subscribe_notifications\", " + target(NOTIFY) + ", \"request_id\": \"mine\"}");
            assertThat(second.text("request_id")).contains("mine");

            world.device.notify(NOTIFY, GattValue.of(1, 2));
            JsonObject pushed = client.event("notification");
            assertThat(pushed.text())
                    .startsWith("{\"type\": \"notification\", \"callback_id\": \"one\", \"mac_address\":"
                            + " \"AA:BB:CC:DD:00:01\", \"characteristic_uuid\": \"" + NOTIFY.characteristic()
                            + "\", \"value\": \"0102\", \"timestamp\": ");
            assertThat(other.event("notification").text("callback_id")).isEqualTo(second.text("callback_id"));
        }
    }

    @Test
    void unsubscribesByCallbackId() {
        client.askJson("{\"command\": \"subscribe_notifications\", " + target(NOTIFY) + ", \"callback_id\": \"x_y\"}");
        assertThat(client.ask("{\"command\": \"subscribe_notifications\", \"unsubscribe\": true, \"service_uuid\":"
                        + " \"unknown\", \"mac_address\": \"x\", \"characteristic_uuid\": \"y\", \"callback_id\":"
                        + " \"x_y\"}"))
                .contains("Notification unsubscribed successfully");
        assertThat(client.ask("{\"command\": \"unsubscribe_notifications\", \"callback_id\": \"x_y\"}"))
                .contains("No subscription with callback_id x_y");
    }

    @Test
    void writesThenWaitsForTheAnswer() {
        client.send("{\"command\": \"write_then_notify\", " + target(WRITE) + ", \"data\": \"570f5101\","
                + " \"notify_characteristic_uuid\": \"" + NOTIFY.characteristic() + "\", \"request_id\": \"b\"}\n");
        Eventually.until(() -> !world.server.written().isEmpty());
        world.device.notify(NOTIFY, GattValue.of(1, 0x80));
        assertThat(client.line()).contains("\"data\": [1, 128]", "\"hex\": \"0180\"", "\"request_id\": \"b\"");
    }

    @Test
    void cancelsARequest() {
        world.device.faults().hangEveryConnect(true);
        client.send(read("slow") + "\n");
        try (RawClient other = world.connect()) {
            Eventually.until(() -> other.ask(
                            "{\"command\": \"cancel_request\", \"target_request_id\": \"slow\", \"request_id\": 1}")
                    .contains("cancelled"));
        }
        assertThat(client.line()).contains("\"code\": \"CANCELLED\"", "\"request_id\": \"slow\"");
    }

    @Test
    void listsDevicesAndStreamsSightings() {
        waitUntilHeard();
        assertThat(client.ask("{\"command\": \"list_devices\", \"request_id\": 1}"))
                .contains("\"devices\": [{\"address\": \"AA:BB:CC:DD:00:01\"", "\"total\": 1");
        assertThat(client.ask("{\"command\": \"list_devices\", \"name\": \"other\", \"request_id\": 2}"))
                .contains("\"devices\": []");
        assertThat(client.ask("{\"command\": \"subscribe_scan\", \"request_id\": 3}"))
                .contains("Scan subscribed");
        assertThat(client.event("advertisement").text("address")).contains("AA:BB:CC:DD:00:01");
        assertThat(client.event("advertisement").text("adapter")).contains("hci0");
    }

    @Test
    void describesADevice() {
        assertThat(client.ask("{\"command\": \"describe_device\", " + DEVICE + ", \"request_id\": 1}"))
                .contains("\"mtu\": ", BATTERY.characteristic().toString(), "\"properties\": [\"read\", \"write\"]");
    }

    @Test
    void showsAndChangesTheQueue() {
        assertThat(client.ask("{\"command\": \"get_queue_stats\", \"request_id\": 1}"))
                .contains("\"total_requests\": ", "\"scan_failed\": 0");
        assertThat(client.ask("{\"command\": \"update_queue_config\", \"skip_old_requests\": false,"
                        + " \"max_age_sec\": 12.5, \"request_id\": 2}"))
                .isEqualTo("{\"status\": \"success\", \"message\": \"Queue configuration updated successfully\","
                        + " \"data\": {\"skip_old_requests\": false, \"max_age_sec\": 12.5}, \"request_id\": 2}");
        assertThat(client.ask("{\"command\": \"get_queue_config\", \"request_id\": 3}"))
                .contains("12.5");
        assertThat(client.ask("{\"command\": \"get_queue_status\", \"request_id\": 4}"))
                .contains("\"scan_workers\": 0", "\"active_requests\": []");
    }

    @Test
    void showsHealthAndMetrics() {
        assertThat(client.ask("{\"command\": \"get_health\", \"request_id\": 1}"))
                .contains("\"healthy\": true", "\"name\": \"hci0\"", "\"clients_connected\": 1");
        assertThat(data(client.askJson("{\"command\": \"get_metrics\", \"request_id\": 2}"))
                        .text("text")
                        .orElse(""))
                .contains("# TYPE fieldlink_ble_commands_total counter\nfieldlink_ble_commands_total 2\n")
                .contains("fieldlink_ble_adapter_powered{adapter=\"hci0\"} 1\n");
    }

    @Test
    void aScriptThatClosesItsHalfStillGetsItsAnswer() {
        client.send(read("last") + "\n").shutdownOutput();
        assertThat(client.line().trim()).contains("\"data\": [90]");
        assertThat(client.isClosedByDaemon()).isTrue();
    }

    private void waitUntilHeard() {
        Eventually.until(() -> client.ask("{\"command\": \"get_scan_data\", " + DEVICE + ", \"request_id\": 0}")
                .contains("rssi"));
    }

    private JsonObject askUntilEnded(String id) {
        String line = "{\"command\": \"get_request_status\", \"request_id\": \"" + id + "\"}";
        Eventually.until(() -> !client.ask(line).matches(".*\"status\": \"(pending|processing)\".*"));
        return client.askJson(line);
    }

    private static JsonObject data(JsonObject reply) {
        return reply.get("data").asObject().orElseThrow();
    }

    private static String target(CharacteristicId characteristic) {
        return DEVICE + ", \"service_uuid\": \""
                + characteristic.inService().orElseThrow() + "\", \"characteristic_uuid\": \""
                + characteristic.characteristic() + "\"";
    }

    private static String read(String id) {
        return "{\"command\": \"read_sensor\", " + target(BATTERY)
                + ", \"priority\": \"HIGH\", \"timeout\": 10.0, \"request_id\": \"" + id + "\"}";
    }

    private static String write(CharacteristicId to, String data, boolean response, String id) {
        return "{\"command\": \"send_command\", " + target(to) + ", \"data\": " + data + ", \"response_required\": "
                + response + ", \"priority\": \"NORMAL\", \"timeout\": 10.0, \"request_id\": \"" + id + "\"}";
    }
}

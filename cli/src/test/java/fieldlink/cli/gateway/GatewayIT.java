package fieldlink.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ccm.CcmMessage;
import fieldlink.ccm.CcmParse;
import fieldlink.ccm.CcmPort;
import fieldlink.ccm.udp.UdpPorts;
import fieldlink.ccm.udp.UdpSettings;
import fieldlink.ccm.udp.UdpTransport;
import fieldlink.cli.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The whole product, walked as a new user walks it, and killed as the world kills it. */
@Tag("long")
class GatewayIT {
    private static final int KILLS = Integer.getInteger("fieldlink.it.kills", 2);
    private static final String BRIDGE = "127.0.0.64";
    private static final String OBSERVER = "127.0.0.90";

    private Path home;
    private GatewayProcess gateway;

    @BeforeEach
    void setUp() throws IOException {
        // Unix sockets are under it, and those have short names.
        home = Files.createTempDirectory(Path.of("/tmp"), "fl");
        gateway = new GatewayProcess(home);
    }

    @AfterEach
    void tearDown() throws Exception {
        if (gateway.isAlive()) {
            gateway.kill();
        }
        try (var files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Test
    void aNewUsersFirstDay() throws Exception {
        Python.require();
        gateway.start();
        gateway.logIn();
        assertThat(gateway.health().path("status").asString()).isEqualTo("ok");
        gateway.awaitJson(
                "/api/devices",
                answer -> deviceIds(answer).containsAll(List.of("gateway", "weather-station", "feeder")));
        fadeIsSeenByEverybody();
        cancelStopsTheMotor();
        gateway.fieldlink("actuator", "known", "roof-window", "40");
        String moved = openUntilTheEmergency();
        String calibrated =
                gateway.submit("script.run", "{\"script\":\"full-close-reset\",\"set\":\"window=side-window\"}");
        robotAnswers();
        assertThat(gateway.settled(calibrated).path("state").asString()).isEqualTo("succeeded");
        assertThat(gateway.actuator("side-window").path("position_pct").asDouble())
                .isZero();

        gateway.terminate();
        gateway.start();
        assertThat(gateway.get("/api/jobs/" + moved).path("state").asString()).isNotEqualTo("succeeded");
        assertThat(gateway.get("/api/jobs/" + calibrated).path("state").asString())
                .isEqualTo("succeeded");
        assertThat(gateway.actuator("roof-window").path("position_pct").asDouble())
                .isEqualTo(40);
        assertThat(gateway.actuator("side-window").path("position_pct").asDouble())
                .isZero();
    }

    private void fadeIsSeenByEverybody() throws Exception {
        String fade =
                gateway.submit("powerhub.fade", "{\"hub\":\"lights\",\"channel\":2,\"level\":99,\"seconds\":0.2}");
        JsonNode result = gateway.settled(fade).path("result");
        assertThat(result.path("return_value").path("levels").path(2).asInt())
                .as(result.toString())
                .isEqualTo(99);
        JsonNode levels = gateway.askRadio("{\"command\":\"read_command\",\"request_id\":1,"
                + "\"mac_address\":\"02:00:00:00:00:21\",\"service_uuid\":\"0000fff0-0000-1000-8000-00805f9b34fb\","
                + "\"characteristic_uuid\":\"0000fff0-0000-1000-8000-00805f9b34fb\"}");
        assertThat(levels.toString())
                .as("channel 2 of FFF0, read by a program with a plain socket")
                .contains("000063000000");
    }

    private void cancelStopsTheMotor() throws Exception {
        gateway.fieldlink("actuator", "known", "roof-window", "0");
        String open = gateway.submit("actuator.open", "{\"actuator\":\"roof-window\"}");
        gateway.await(
                "it to move",
                () -> gateway.actuator("roof-window").path("position_pct").asDouble() > 2);
        gateway.post("/api/jobs/" + open + "/cancel", "{}");
        gateway.awaitJson(
                "/api/jobs/" + open, answer -> answer.path("state").asString().equals("cancelled"));
        assertThat(gateway.actuator("roof-window").path("state").asString()).isNotEqualTo("MOVING");
        assertThat(gateway.actuator("roof-window").path("position_pct").asDouble())
                .isBetween(2.0, 99.0);
    }

    /** @return the job that was cut short */
    private String openUntilTheEmergency() throws Exception {
        gateway.fieldlink("actuator", "known", "side-window", "0");
        String open = gateway.submit("actuator.open", "{\"actuator\":\"side-window\"}");
        gateway.await(
                "the window to move",
                () -> gateway.actuator("side-window").path("position_pct").asDouble() > 2);
        gateway.fieldlink("actuator", "emergency", "a test");
        JsonNode over = gateway.settled(open);
        assertThat(over.path("result").path("ok").asBoolean()).isFalse();
        double stoppedAt = gateway.actuator("side-window").path("position_pct").asDouble();
        assertThat(stoppedAt).isBetween(2.0, 99.0);
        String refused = gateway.submit("actuator.open", "{\"actuator\":\"side-window\"}");
        assertThat(gateway.settled(refused).path("result").path("error").asString())
                .contains("emergency");
        gateway.fieldlink("actuator", "clear");
        return open;
    }

    private void robotAnswers() throws Exception {
        gateway.await("the robot's project", () -> {
            String call = gateway.submit("robot.call", "{\"object\":\"robot_controller\",\"method\":\"get_status\"}");
            JsonNode answer = gateway.settled(call).path("result").path("return_value");
            return answer.path("current_mode").asString("").equals("idle");
        });
    }

    /** After each kill: it comes up, the first word to every motor is OFF, and nothing that it took is lost. */
    @Test
    void killedAtAnyMomentItComesBackSafelyAndForgetsNothing() throws Exception {
        gateway.start();
        gateway.logIn();
        gateway.fieldlink("actuator", "known", "side-window", "50");
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            String direction = kill % 2 == 0 ? "open" : "close";
            String move = gateway.submit("actuator." + direction, "{\"actuator\":\"side-window\"}");
            acknowledged.add(move);
            // After a kill nobody knows where it is, and it looks for its end point.
            gateway.await(
                    "the motor to run",
                    () -> List.of("MOVING", "CALIBRATING")
                            .contains(gateway.actuator("side-window")
                                    .path("state")
                                    .asString()));
            long until = System.nanoTime()
                    + TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(2000));
            do {
                acknowledged.add(gateway.submit("powerhub.set", "{\"hub\":\"lights\",\"channel\":0,\"level\":7}"));
            } while (System.nanoTime() < until);
            gateway.kill();

            Map<String, List<String>> heard = restartObserved();
            assertThat(heard).as("values to the window's two relays").isNotEmpty();
            heard.forEach((relay, values) -> assertThat(values.get(0)).as(relay).isEqualTo("0"));
            for (String job : acknowledged) {
                assertThat(gateway.get("/api/jobs/" + job).path("job_id").asString())
                        .isEqualTo(job);
            }
            assertThat(gateway.settled(move).path("result").path("ok").asBoolean())
                    .isFalse();
            gateway.await(
                    "rest",
                    () -> !gateway.actuator("side-window")
                            .path("state")
                            .asString()
                            .equals("COOLING"));
        }
    }

    /** What the bridge says to the side window's relays from its start on, in order. */
    private Map<String, List<String>> restartObserved() throws Exception {
        ConcurrentLinkedQueue<Map.Entry<String, String>> values = new ConcurrentLinkedQueue<>();
        try (UdpTransport observer =
                UdpTransport.open(UdpSettings.loopback(OBSERVER, UdpPorts.from(gateway.udpPort())))) {
            observer.listen(datagram -> {
                if (datagram.port() == CcmPort.VALUES
                        && datagram.sender().toString().equals(BRIDGE)
                        && datagram.parse() instanceof CcmParse.Parsed parsed
                        && parsed.packet().message() instanceof CcmMessage.Values message) {
                    message.data().stream()
                            .filter(datum -> datum.tuple().type().text().startsWith("VenSdWin"))
                            .forEach(datum ->
                                    values.add(Map.entry(datum.tuple().address().toString(), datum.text())));
                }
            });
            gateway.start();
            gateway.await("the first words to the window", () -> !values.isEmpty());
        }
        Map<String, List<String>> byRelay = new LinkedHashMap<>();
        values.forEach(value -> byRelay.computeIfAbsent(value.getKey(), key -> new ArrayList<>())
                .add(value.getValue()));
        return byRelay;
    }

    private static List<String> deviceIds(JsonNode answer) {
        return StreamSupport.stream(answer.path("devices").spliterator(), false)
                .map(device ->
                        device.path("device_id").asString(device.path("id").asString("")))
                .toList();
    }
}

package fieldlink.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.BleSettings;
import fieldlink.ble.ipc.Access;
import fieldlink.ble.ipc.BleDaemon;
import fieldlink.ble.ipc.Centrals;
import fieldlink.ble.ipc.DaemonSettings;
import fieldlink.ble.ipc.Endpoint;
import fieldlink.ble.session.BleSession;
import fieldlink.ble.sim.SimulatedAir;
import fieldlink.ble.sim.SimulatedWorld;
import fieldlink.ble.wire.Json;
import fieldlink.ble.wire.JsonObject;
import fieldlink.ble.wire.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of docs/reference/ipc.md, run: each is answered with the fields that the page shows, in their order. */
class IpcReferenceTest {
    private static final Path PAGE = Path.of(System.getProperty("fieldlink.root"), "docs/reference/ipc.md");

    /** @param reply the first line that carries the request's id */
    private record Example(String request, JsonObject reply) {}

    @Test
    @Timeout(120)
    void everyExampleIsAnsweredAsThePageShows() throws Exception {
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(20);
        try (SimulatedAir air = SimulatedAir.inRealTime();
                BleSession session = open(air);
                BleDaemon daemon = BleDaemon.open(
                        DaemonSettings.at(new Endpoint.Tcp("127.0.0.1", 0), Access.GROUP), Centrals.of(session));
                Socket socket = new Socket("127.0.0.1", daemon.port());
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            waitUntilAllAreHeard(socket, lines);
            for (Example example : examples) {
                JsonObject reply = ask(socket, lines, example.request());
                assertThat(reply.fields().keySet())
                        .as(example.request())
                        .containsExactlyElementsOf(example.reply().fields().keySet());
                assertThat(reply.get("status"))
                        .as(example.request())
                        .isEqualTo(example.reply().get("status"));
            }
        }
    }

    private static BleSession open(SimulatedAir air) {
        SimulatedWorld.furnish(air);
        return BleSession.open(air.radio(), BleSettings.DEFAULT);
    }

    private static void waitUntilAllAreHeard(Socket socket, BufferedReader lines) throws IOException {
        String question = "{\"command\": \"list_devices\", \"request_id\": 1}";
        while (!ask(socket, lines, question).text().contains("\"total\": 3")) {
            Thread.onSpinWait();
        }
    }

    private static JsonObject ask(Socket socket, BufferedReader lines, String request) throws IOException {
        socket.getOutputStream().write((request + "\n").getBytes(StandardCharsets.US_ASCII));
        Json id = parse(request).get("request_id");
        JsonObject frame = parse(lines.readLine());
        while (!frame.get("request_id").equals(id)) {
            frame = parse(lines.readLine());
        }
        return frame;
    }

    private static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        String request = "";
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("-> ")) {
                request = line.substring(3);
            } else if (line.startsWith("<- ") && !request.isEmpty()) {
                JsonObject reply = parse(line.substring(3));
                boolean answers = reply.get("request_id").equals(parse(request).get("request_id"));
                // Ids that the daemon makes up are others the next time.
                boolean repeatable = !request.matches(".*\"[0-9a-f]{8}-[0-9a-f]{4}-.*");
                if (answers && repeatable && parse(request).has("request_id")) {
                    examples.add(new Example(request, reply));
                    request = "";
                }
            }
        }
        return examples;
    }

    private static JsonObject parse(String line) {
        return JsonReader.read(line.getBytes(StandardCharsets.UTF_8))
                .flatMap(Json::asObject)
                .orElseThrow(() -> new AssertionError("no JSON object: " + line));
    }
}

package fieldlink.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fieldlink.cli.main.Main;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The devices in other languages: let in by a person, given jobs, called off, and left without a server for a while. */
class EdgeDevicesIT {
    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern WELCOME = Pattern.compile("'operator': (\\w+)");
    private static final Pattern ADDRESS = Pattern.compile("jobs at (http://([\\d.]+):(\\d+))");

    private final Path examples = Path.of(System.getProperty("fieldlink.root"), "examples");
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Process> devices = new ArrayList<>();

    @TempDir
    Path folder;

    private Process server;
    private Matcher address;
    private String token = "";

    @BeforeAll
    static void assumePython() throws Exception {
        try {
            start(List.of("python3", "--version")).waitFor();
        } catch (IOException e) {
            assumeTrue(Boolean.getBoolean("fieldlink.it.required"), "python3 is missing: apt install python3");
            throw e;
        }
    }

    @BeforeEach
    void startServer() throws Exception {
        String password = group(WELCOME, serve("0"));
        HttpResponse<String> login = send("POST", "/api/session", "{\"password\":\"" + password + "\"}");
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        String issued = send("POST", "/api/operators/ann/token", "{}", "Cookie", cookie, "Origin", address.group(1))
                .body();
        token = group(Pattern.compile("\"token\":\"([^\"]+)\""), issued);
    }

    @AfterEach
    void stop() throws InterruptedException {
        devices.forEach(Process::destroy);
        server.destroy();
        for (Process device : devices) {
            assertThat(device.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void python() throws Exception {
        String url = address.group(1);
        works("lamp-1", "python-edge-device/device.py", url, "lamp-1");
    }

    @Test
    void microPython() throws Exception {
        works("pico-1", "micropython-edge-device/main.py", address.group(2), address.group(3), "pico-1");
    }

    private void works(String name, String program, String... words) throws Exception {
        Process stranger = device(program, words);
        await("its request to be let in", () -> jobs("devices", "--pending").contains(name));
        stranger.destroy();
        List<String> known = new ArrayList<>(Arrays.asList(words));
        known.add(jobs("approve", name).strip());
        device(program, known.toArray(String[]::new));

        assertThat(jobs("submit", name, "blink", "times=2", "--wait", "--json"))
                .contains("\"ok\":true", "\"status\":\"completed\"");
        assertThat(jobs("submit", name, "blink", "colour=red", "--wait", "--json"))
                .contains("\"ok\":false", "colour");
        assertThat(jobs("list", "--device", name, "--state", "succeeded", "--json"))
                .contains("\"percent\":100", "\"attempts\":1");

        String endless = jobs("submit", name, "blink", "times=100000").strip();
        await("its progress", () -> jobs("show", endless, "--json").contains("\"state\":\"running\""));
        jobs("cancel", endless);
        await("its word that it stopped", () -> jobs("show", endless, "--json").contains("called off"));

        survivesTheServersRestart(name);
    }

    private void survivesTheServersRestart(String name) throws Exception {
        String job = jobs("submit", name, "blink", "times=20").strip();
        await("its progress", () -> jobs("show", job, "--json").contains("\"state\":\"running\""));
        server.destroy();
        assertThat(server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        serve(address.group(3));
        await("the end of the job", () -> jobs("show", job, "--json").contains("\"result_ok\""));
        assertThat(jobs("submit", name, "blink", "times=1", "--wait", "--json")).contains("\"ok\":true");
    }

    /** Starts the server and gives back what it said until it was there. */
    private String serve(String port) throws IOException {
        server = start(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "jobs",
                "serve",
                "--port",
                port,
                "--data",
                folder.resolve("queue").toString()));
        BufferedReader lines = server.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        String line = lines.readLine();
        while (line != null && !line.startsWith("jobs at ")) {
            said.append(line).append('\n');
            line = lines.readLine();
        }
        address = ADDRESS.matcher(String.valueOf(line));
        assertThat(address.find()).as("%s%s", said, line).isTrue();
        return said.toString();
    }

    private Process device(String program, String... words) throws IOException {
        List<String> line =
                new ArrayList<>(List.of("python3", examples.resolve(program).toString()));
        line.addAll(List.of(words));
        Process device = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("device.txt").toFile()))
                .start();
        devices.add(device);
        return device;
    }

    private static Process start(List<String> line) throws IOException {
        return new ProcessBuilder(line).redirectErrorStream(true).start();
    }

    /** What {@code fieldlink jobs …} prints. */
    private String jobs(String... words) {
        List<String> line = new ArrayList<>(List.of("jobs"));
        line.addAll(List.of(words));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream remarks = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Map<String, String> environment = Map.of("FIELDLINK_JOBS_URL", address.group(1), "FIELDLINK_JOBS_TOKEN", token);
        Main.run(line, InputStream.nullInputStream(), printed, remarks, environment);
        return out.toString(StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.group(1) + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private interface Check {
        boolean holds();
    }

    private void await(String what, Check check) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!check.holds()) {
            assertThat(System.nanoTime())
                    .as(() -> what + "; the device said:\n" + said())
                    .isLessThan(end);
            server.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("device.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }
}

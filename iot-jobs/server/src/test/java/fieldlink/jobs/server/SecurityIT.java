package fieldlink.jobs.server;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.Credential;
import fieldlink.jobs.server.RunningServer.Reply;
import fieldlink.jobs.server.ServerSettings.Limits;
import fieldlink.jobs.server.ServerSettings.Rates;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityIT {
    private RunningServer server;
    private String[] operator;

    @BeforeEach
    void start() {
        server = RunningServer.secure();
        operator = server.operator();
        register("pico-1");
        register("spy");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/devices",
        "GET,/api/devices/pico-1",
        "PUT,/api/devices/pico-1",
        "PATCH,/api/devices/pico-1/name",
        "DELETE,/api/devices/pico-1",
        "POST,/api/devices/pico-1/approve",
        "POST,/api/devices/pico-1/token",
        "DELETE,/api/devices/pico-1/token",
        "GET,/api/devices/pico-1/jobs",
        "POST,/api/devices/pico-1/jobs",
        "GET,/api/jobs",
        "GET,/api/jobs/x",
        "DELETE,/api/jobs/x",
        "POST,/api/jobs/x/cancel",
        "POST,/api/jobs/x/requeue",
        "POST,/api/batches",
        "GET,/api/batches",
        "GET,/api/batches/x",
        "POST,/api/batches/x/abort",
        "GET,/api/audit",
        "GET,/api/events",
        "GET,/metrics",
        "POST,/api/chat",
        "PUT,/api/operators/operator/password",
        "POST,/api/operators/operator/token",
        "GET,/api/devices/pico-1/jobs/next",
        "POST,/api/devices/pico-1/jobs/result",
        "POST,/api/devices/pico-1/jobs/x/progress"
    })
    void nothingIsDoneForAStranger(String method, String path) {
        assertThat(server.send(method, path, method.equals("GET") ? null : "{}").status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/api/devices/ping", "/login", "/api/session"})
    void someThingsAreForEverybody(String path) {
        assertThat(server.get(path).status()).isEqualTo(200);
    }

    @Test
    void aStrangersDeviceIsToldToRegisterAndThenToWait() {
        assertThat(server.get("/api/devices/new-1/jobs/next").status()).isEqualTo(404);
        Reply asked = server.post("/api/devices/register", "{\"device_id\":\"new-1\",\"capabilities\":[]}");
        assertThat(asked.status()).isEqualTo(403);
        assertThat(asked.json().path("error").stringValue()).isEqualTo("device not approved");
        Reply pending = server.get("/api/devices?approval=pending", operator);
        assertThat(pending.json().path("devices").get(0).path("device_id").stringValue())
                .isEqualTo("new-1");
    }

    @Test
    void noDeviceApprovesItself() {
        Reply asked = server.post(
                "/api/devices/register",
                "{\"device_id\":\"new-1\",\"capabilities\":[],\"approved\":true,"
                        + "\"meta\":{\"registered_via\":\"dashboard\"}}");
        assertThat(asked.status()).isEqualTo(403);
    }

    @Test
    void pendingDevicesCannotFillTheStore() {
        server.close();
        Duration second = Duration.ofSeconds(1);
        var few = new Limits(1_000, second, second, 3, 10, Rates.DEFAULT, Duration.ofSeconds(10));
        server = RunningServer.with(ServerSettings.on("127.0.0.1", 0).within(few));
        IntStream.range(0, 9)
                .forEach(i ->
                        server.post("/api/devices/register", "{\"device_id\":\"new-" + i + "\",\"capabilities\":[]}"));
        Reply pending = server.get("/api/devices?approval=pending", server.operator());
        assertThat(pending.json().path("devices")).hasSize(3);
    }

    @Test
    void aDeviceCarriesItsTokenInAnyOfThreePlaces() {
        String token = server.deviceToken("pico-1");
        String basic = Base64.getEncoder().encodeToString(("pico-1:" + token).getBytes(StandardCharsets.UTF_8));
        String next = "/api/devices/pico-1/jobs/next";
        assertThat(server.get(next, "Authorization", "Bearer " + token).status())
                .isEqualTo(204);
        assertThat(server.get(next, "X-Device-Token", token).status()).isEqualTo(204);
        assertThat(server.get(next, "Authorization", "Basic " + basic).status()).isEqualTo(204);
        assertThat(server.get("/t/" + token + next).status()).isEqualTo(204);
    }

    @Test
    void aDeviceNeitherSeesNorFinishesAnothersJobs() {
        String spy = "/t/" + server.deviceToken("spy");
        String job = submit("pico-1");
        assertThat(server.get(spy + "/api/devices/pico-1/jobs/next").status()).isEqualTo(403);
        String result = "{\"job_id\":\"" + job + "\",\"ok\":true}";
        assertThat(server.post(spy + "/api/devices/pico-1/jobs/result", result).status())
                .isEqualTo(403);
        assertThat(server.post(spy + "/api/devices/spy/jobs/result", result).status())
                .isEqualTo(403);
        assertThat(server.post(spy + "/api/devices/spy/jobs/" + job + "/progress", "{}")
                        .status())
                .isEqualTo(409);
        assertThat(server.get("/api/jobs/" + job, operator).json().path("state").stringValue())
                .isEqualTo("queued");
        assertThat(server.get(spy + "/api/jobs/" + job).status()).isEqualTo(403);
    }

    @Test
    void aNewTokenReplacesTheOldOne() {
        String old = server.deviceToken("pico-1");
        Reply issued = server.post("/api/devices/pico-1/token", "{}", operator);
        String fresh = issued.json().path("token").stringValue();
        String next = "/api/devices/pico-1/jobs/next";
        assertThat(server.get(next, "X-Device-Token", old).status()).isEqualTo(401);
        assertThat(server.get(next, "X-Device-Token", fresh).status()).isEqualTo(204);
        server.send("DELETE", "/api/devices/pico-1/token", null, operator);
        assertThat(server.get(next, "X-Device-Token", fresh).status()).isEqualTo(401);
    }

    @Test
    void noSecretIsStored() {
        String token = server.deviceToken("pico-1");
        List<String> digests =
                RunningServer.get(server.queue.inLedger(ledger -> List.of(Credential.Kind.values()).stream()
                        .filter(kind -> kind != Credential.Kind.SESSION_KEY)
                        .flatMap(kind -> ledger.credentials(kind).stream())
                        .map(Credential::digest)
                        .toList()));
        assertThat(digests).isNotEmpty().noneMatch(digest -> digest.contains(RunningServer.PASSWORD));
        assertThat(digests).noneMatch(digest -> digest.contains(token.substring(token.length() - 20)));
    }

    @Test
    void aSessionIsKeptFromScriptsAndFromOtherSites() {
        Reply login = server.post("/api/session", "{\"password\":\"" + RunningServer.PASSWORD + "\"}");
        assertThat(login.status()).isEqualTo(200);
        assertThat(login.header("Set-Cookie")).contains("HttpOnly", "SameSite=Strict");
        String cookie = login.header("Set-Cookie").split(";", 2)[0];
        assertThat(server.get("/api/devices", "Cookie", cookie).status()).isEqualTo(200);
        assertThat(rename("Cookie", cookie).status()).as("no origin").isEqualTo(403);
        assertThat(rename("Cookie", cookie, "Origin", "http://evil.example").status())
                .isEqualTo(403);
        assertThat(rename("Cookie", cookie, "Sec-Fetch-Site", "cross-site").status())
                .isEqualTo(403);
        String own = "http://127.0.0.1:" + server.address().getPort();
        assertThat(rename("Cookie", cookie, "Origin", own).status()).isEqualTo(200);
    }

    @Test
    void aSessionEndsWithTheLogoutEverywhere() {
        Reply login = server.post("/api/session", "{\"password\":\"" + RunningServer.PASSWORD + "\"}");
        String cookie = login.header("Set-Cookie").split(";", 2)[0];
        server.send("DELETE", "/api/session", null, "Cookie", cookie);
        assertThat(server.get("/api/devices", "Cookie", cookie).status()).isEqualTo(401);
    }

    @Test
    void aSessionThatWasTamperedWithIsNone() {
        Reply login = server.post("/api/session", "{\"password\":\"" + RunningServer.PASSWORD + "\"}");
        String cookie = login.header("Set-Cookie").split(";", 2)[0];
        assertThat(server.get("/api/devices", "Cookie", cookie + "x").status()).isEqualTo(401);
        assertThat(server.get("/api/devices", "Cookie", "session=%%%.x").status())
                .isEqualTo(401);
    }

    @Test
    void guessingPasswordsIsSlowedDown() {
        List<Integer> statuses = IntStream.range(0, 12)
                .mapToObj(i -> server.post("/api/session", "{\"password\":\"guess " + i + "\"}")
                        .status())
                .toList();
        assertThat(statuses.subList(0, 10)).containsOnly(401);
        Reply right = server.post("/api/session", "{\"password\":\"" + RunningServer.PASSWORD + "\"}");
        assertThat(right.status()).isEqualTo(429);
        assertThat(Integer.parseInt(right.header("Retry-After"))).isPositive();
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeBack() {
        server.close();
        server = RunningServer.with(ServerSettings.on("127.0.0.1", 0).within(Limits.DEFAULT.at(new Rates(1, 2))));
        operator = server.operator();
        Reply stranger = repeated(11, "/api/session");
        assertThat(stranger.status()).isEqualTo(429);
        assertThat(Integer.parseInt(stranger.header("Retry-After"))).isBetween(1, 2);
        assertThat(stranger.json().path("error").stringValue()).isEqualTo("too many requests");
        Reply known = repeated(20, "/api/devices", operator);
        assertThat(known.status()).as("another client has its own measure").isEqualTo(200);
        assertThat(repeated(5, "/api/devices", operator).status()).isEqualTo(429);
    }

    @Test
    void behindAProxyEveryAddressHasItsOwnMeasure() {
        server.close();
        server = RunningServer.with(new ServerSettings(
                "127.0.0.1", 0, ServerSettings.Mode.SECURE, true, Limits.DEFAULT.at(new Rates(1, 1))));
        assertThat(repeated(11, "/api/session", "X-Forwarded-For", "10.0.0.9, 192.0.2.1")
                        .status())
                .isEqualTo(429);
        assertThat(server.get("/api/session", "X-Forwarded-For", "192.0.2.1, 192.0.2.2")
                        .status())
                .isEqualTo(200);
    }

    private Reply repeated(int times, String path, String... headers) {
        Reply last = server.get(path, headers);
        for (int i = 1; i < times; i++) {
            last = server.get(path, headers);
        }
        return last;
    }

    @Test
    void pagesCannotBeFramedOrMadeToRunForeignScripts() {
        Reply page = server.get("/login");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'self'", "frame-ancestors 'none'");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/pom.xml",
                "/.env",
                "/app.py",
                "/../pom.xml",
                "/%2e%2e/pom.xml",
                "/..%2fpom.xml",
                "/styles.css/../pom.xml"
            })
    void noFileOfTheWorkingDirectoryIsServed(String path) {
        assertThat(server.get(path).status()).isIn(400, 404);
    }

    private Reply rename(String... headers) {
        return server.send("PATCH", "/api/devices/pico-1/name", "{\"display_name\":\"x\"}", headers);
    }

    private void register(String device) {
        Reply reply = server.post(
                "/api/devices/register",
                "{\"device_id\":\"" + device + "\",\"capabilities\":[{\"name\":\"led\"}],\"approved\":true}",
                operator);
        assertThat(reply.status()).isEqualTo(200);
    }

    private String submit(String device) {
        Reply reply = server.post("/api/devices/" + device + "/jobs", "{\"name\":\"led\"}", operator);
        assertThat(reply.status()).isEqualTo(202);
        return reply.json().path("job_id").stringValue();
    }
}

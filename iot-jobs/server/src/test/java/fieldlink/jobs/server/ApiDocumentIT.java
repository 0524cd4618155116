package fieldlink.jobs.server;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.Capability;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Parameter;
import fieldlink.jobs.server.ApiDocument.Operation;
import fieldlink.jobs.server.RunningServer.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps docs/reference/openapi.json and the server in step: its requests, who may make them, and what comes back. */
class ApiDocumentIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** What no JSON comes back from. */
    private static final Set<String> NO_JSON =
            Set.of("GET /", "GET /login", "POST /login", "POST /logout", "GET /metrics", "GET /api/events");

    private final RunningServer server = RunningServer.with(List.of(new Lamp()));
    private final String[] operator = server.operator();
    private final Set<String> asked = new TreeSet<>();
    private ApiDocument document;
    private Map<String, Operation> operations;

    private static final class Lamp implements Panel {
        @Override
        public Outline outline() {
            Capability dim = new Capability(
                    "dim", "Less light", null, List.of(new Parameter("level", "int", true, null, null)), null, false);
            return new Outline(
                    "lamp", Map.of("en", "Lamp"), "export {}", List.of(Action.of(dim), Action.emergency("out")));
        }

        @Override
        public JsonText snapshot() {
            return JsonText.of("{\"light\":\"off\"}");
        }

        @Override
        public Look look(Runnable whenChanged) {
            return () -> {};
        }

        @Override
        public Outcome act(Deed deed) {
            return deed.args().text().contains("300")
                    ? new Outcome.Refused("300 is too bright")
                    : new Outcome.Done(JsonText.of("7"));
        }
    }

    @BeforeEach
    void readDocument() throws IOException {
        document = ApiDocument.read();
        operations = document.operations();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theDocumentHasExactlyTheServersRequests() {
        assertThat(operations.values().stream().map(Operation::route))
                .containsExactlyInAnyOrderElementsOf(server.routes());
        assertThat(document.unusedComponents()).isEmpty();
    }

    @Test
    void whatTheDocumentKeepsForOperatorsAndNothingElseIsRefusedToOthers() {
        for (Operation operation : operations.values()) {
            String path = operation.path().replaceAll("\\{\\w+}", "x");
            String body = operation.method().equals("GET") ? null : "{}";
            Reply reply = server.send(operation.method(), path, body);
            boolean refused = reply.status() == 401
                    && reply.json().path("error").asString("").equals("log in as an operator");
            assertThat(refused).as(operation.route()).isEqualTo(ApiDocument.isForOperators(operation));
            assertThat(document.problems(operation, reply.status(), reply.json()))
                    .as(operation.route())
                    .isEmpty();
        }
    }

    @Test
    void whatComesBackIsWhatTheDocumentSays() {
        devices();
        jobs();
        batches();
        schedules();
        panelsAndChat();
        peopleAndHealth();
        Set<String> wanted = operations.keySet().stream()
                .filter(name -> !NO_JSON.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(asked).as("the requests that this test has made").isEqualTo(wanted);
    }

    private void devices() {
        String register = "POST /api/devices/register";
        call(403, register, "{'device_id':'pico-1','capabilities':[],'meta':{'note':'shelf'}}");
        call(400, register, "{'device_id':'pico-1'}", false);
        call(200, "GET /api/devices", null);
        call(200, "POST /api/devices/{device}/approve", null, "pico-1");
        call(404, "POST /api/devices/{device}/approve", null, "nobody");
        call(
                200,
                register,
                "{'device_id':'pico-1','approved':true,'meta':{'action_catalog':[{'name':'led'}]},'capabilities':"
                        + "[{'name':'led','description':'blink','effect':'once','dangerous':true,'params':"
                        + "[{'name':'times','type':'int','required':false,'default':5,'description':'how often'}]}]}");
        call(
                200,
                "PUT /api/devices/{device}",
                "{'tags':['shelf'],'max_in_flight':2,'max_depth':2,'meta':{'note':null},'approved':true}",
                "pico-1");
        call(400, "PUT /api/devices/{device}", "{'max_depth':0}", "pico-1");
        call(200, "PATCH /api/devices/{device}/name", "{'display_name':'Kitchen'}", "pico-1");
        call(200, "GET /api/devices/{device}", null, "pico-1");
        call(404, "GET /api/devices/{device}", null, "nobody");
        call(200, "POST /api/devices/{device}/token", null, "pico-1");
        call(200, "DELETE /api/devices/{device}/token", null, "pico-1");
        call(200, "GET /api/devices/ping", null);
        call(200, register, "{'device_id':'pico-2','approved':true,'capabilities':[]}");
        call(200, "DELETE /api/devices/{device}", null, "pico-2");
        call(404, "DELETE /api/devices/{device}", null, "pico-2");
    }

    private void jobs() {
        String submit = "POST /api/devices/{device}/jobs";
        String next = "GET /api/devices/{device}/jobs/next";
        String result = "POST /api/devices/{device}/jobs/result";
        String progress = "POST /api/devices/{device}/jobs/{job}/progress";
        call(204, next, null, "pico-1");
        call(404, next, null, "nobody");
        String first = id(call(
                202,
                submit,
                "{'name':'led','args':{'times':3},'priority':'urgent','delivery':'at-least-once','max_attempts':3,"
                        + "'retry_pause':1,'lease_seconds':60,'time_limit':600,'expires_in':3600,'not_before':1,"
                        + "'idempotency_key':'k','requested_via':'test'}",
                "pico-1"));
        call(409, submit, "{'command':{'name':'led','args':{}},'idempotency_key':'k'}", "pico-1");
        call(400, submit, "{'name':'fly'}", "pico-1");
        call(404, submit, "{'name':'led'}", "nobody");
        String second = id(call(202, submit, "{'name':'led','wait_for_result':true,'timeout':0.01}", "pico-1"));
        call(429, submit, "{'name':'led'}", "pico-1");
        call(200, next, null, "pico-1");
        call(200, progress, "{'percent':40,'message':'half way'}", "pico-1", first);
        call(409, progress, "{}", "pico-1", second);
        call(200, "GET /api/jobs/{job}", null, first);
        call(202, "POST /api/jobs/{job}/cancel", "{}", first);
        call(409, "DELETE /api/jobs/{job}", null, first);
        call(200, result, "{'job_id':'" + first + "','ok':true,'return_value':{'a':[1]},'ts':12}", "pico-1");
        call(200, result, "{'job_id':'" + first + "','ok':false,'stderr':'again'}", "pico-1");
        call(404, result, "{'ok':false}", "nobody");
        call(400, result, "{'device_id':'pico-9'}", "pico-1");
        call(200, "DELETE /api/jobs/{job}", null, second);
        call(404, "DELETE /api/jobs/{job}", null, "nothing");
        call(200, "POST /api/jobs/{job}/cancel", "{}", second);
        call(404, "GET /api/jobs/{job}", null, "nothing");
        call(200, "GET /api/jobs", null);
        call(200, "GET /api/devices/{device}/jobs", null, "pico-1");
        call(404, "GET /api/devices/{device}/jobs", null, "nobody");
        call(200, "POST /api/jobs/requeue", "{'state':'cancelled','device_id':'pico-1','dry_run':true}");
        call(202, "POST /api/jobs/requeue", "{'state':'cancelled','command':'led','since':1,'limit':1}");
        call(400, "POST /api/jobs/requeue", "{'state':'queued'}");
        call(202, "POST /api/jobs/{job}/requeue", null, first);
        call(409, "POST /api/jobs/{job}/requeue", null, "nothing");
    }

    private void batches() {
        call(200, "PUT /api/devices/{device}", "{'max_depth':9}", "pico-1");
        Reply opened = call(
                202,
                "POST /api/batches",
                "{'name':'led','args':{},'tag':'shelf','max_in_flight':2,"
                        + "'abort_percent':50,'abort_after':1,'expires_in':60}");
        String batch = opened.json().path("batch_id").stringValue();
        call(400, "POST /api/batches", "{'name':'led','max_in_flight':0}");
        call(200, "GET /api/batches", null);
        call(200, "GET /api/batches/{batch}", null, batch);
        call(404, "GET /api/batches/{batch}", null, "nothing");
        call(200, "POST /api/batches/{batch}/abort", null, batch);
        call(200, "GET /api/jobs", null);
    }

    private void schedules() {
        String add = "POST /api/schedules";
        call(
                201,
                add,
                "{'schedule_id':'airing','device_id':'pico-1','name':'led','args':{'times':2},'every':900,'start':0,"
                        + "'zone':'Asia/Tokyo','hours':'22:00-04:00','misfire':'all','priority':'urgent'}");
        call(409, add, "{'schedule_id':'airing','device_id':'pico-1','name':'led','every':900}");
        call(201, add, "{'device_id':'pico-1','command':{'name':'led','args':{}},'at':'02:30','days':['mon','sun']}");
        call(400, add, "{'device_id':'pico-1','name':'led'}");
        call(200, "PATCH /api/schedules/{schedule}", "{'enabled':false}", "airing");
        call(400, "PATCH /api/schedules/{schedule}", "{}", false, "airing");
        call(200, "GET /api/schedules", null);
        call(200, "GET /api/schedules/{schedule}", null, "airing");
        call(404, "GET /api/schedules/{schedule}", null, "nothing");
        call(200, "DELETE /api/schedules/{schedule}", null, "airing");
        call(404, "DELETE /api/schedules/{schedule}", null, "airing");
    }

    private void panelsAndChat() {
        call(200, "GET /api/panels", null);
        call(200, "GET /api/panels/{panel}", null, "lamp");
        call(404, "GET /api/panels/{panel}", null, "nothing");
        call(200, "POST /api/panels/{panel}/{action}", "{'level':3}", "lamp", "dim");
        call(400, "POST /api/panels/{panel}/{action}", "{'level':'high'}", "lamp", "dim");
        call(409, "POST /api/panels/{panel}/{action}", "{'level':300}", "lamp", "dim");
        call(404, "POST /api/panels/{panel}/{action}", null, "lamp", "explode");
        call(400, "POST /api/chat", "{'messages':[]}");
        call(500, "POST /api/chat", "{'messages':[{'role':'user','content':'hello'}]}");
    }

    private void peopleAndHealth() {
        call(200, "GET /api/audit", null);
        call(200, "PUT /api/operators/{operator}/password", "{'password':'battery staple'}", "bob");
        call(400, "PUT /api/operators/{operator}/password", "{'password':'short'}", "bob");
        call(200, "POST /api/operators/{operator}/token", null, "bob");
        call(200, "DELETE /api/operators/{operator}/token", null, "bob");
        call(200, "GET /api/session", null);
        call(200, "POST /api/session", "{'username':'bob','password':'battery staple'}");
        call(401, "POST /api/session", "{'password':'wrong'}");
        call(200, "DELETE /api/session", null);
        call(200, "GET /health/live", null);
        call(200, "GET /health/ready", null);
    }

    private Reply call(int status, String name, String body, String... variables) {
        return call(status, name, body, true, variables);
    }

    /** @param documented whether the document says that such a body can be sent */
    private Reply call(int status, String name, String quoted, boolean documented, String... variables) {
        Operation operation = operations.get(name);
        assertThat(operation).as("the document's %s", name).isNotNull();
        String path = operation.path();
        for (String variable : variables) {
            path = path.replaceFirst("\\{\\w+}", variable);
        }
        String body = quoted == null ? null : quoted.replace('\'', '"');
        if (documented && body != null) {
            JsonNode sent = JSON.readTree(body);
            assertThat(document.requestProblems(operation, sent))
                    .as("%s with %s", name, body)
                    .isEmpty();
        }
        Reply reply = server.send(operation.method(), path, body, operator);
        assertThat(reply.status()).as("%s: %s", name, reply.raw().body()).isEqualTo(status);
        assertThat(document.problems(operation, status, reply.json()))
                .as("%s, answered with %s", name, reply.raw().body())
                .isEmpty();
        asked.add(name);
        return reply;
    }

    private static String id(Reply reply) {
        return reply.json().path("job_id").stringValue();
    }
}

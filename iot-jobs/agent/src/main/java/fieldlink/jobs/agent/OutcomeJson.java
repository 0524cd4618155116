package fieldlink.jobs.agent;

import fieldlink.jobs.DeviceId;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobResult;
import fieldlink.jobs.JsonText;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** An outcome in the form in which the server's API takes it, and the outbox keeps it. */
final class OutcomeJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private OutcomeJson() {}

    static String write(DeviceId device, Outcome outcome) {
        JobResult result = outcome.result();
        String lease = outcome.leaseId() == null ? "null" : quoted(outcome.leaseId());
        // Put together and not parsed again: what a handler returns arrives as it was, to the last digit.
        return "{\"device_id\":" + quoted(device.value())
                + ",\"job_id\":" + quoted(outcome.job().value())
                + ",\"lease_id\":" + lease
                + ",\"ok\":" + result.ok()
                + ",\"return_value\":" + result.returnValue()
                + ",\"stdout\":" + result.stdout()
                + ",\"stderr\":" + result.stderr()
                + ",\"error\":" + result.error() + "}";
    }

    /** @throws RuntimeException for anything that {@link #write} did not write */
    static Outcome read(String text) {
        JsonNode node = JSON.readTree(text);
        JsonNode lease = node.path("lease_id");
        JobResult result = new JobResult(
                node.path("ok").asBoolean(),
                value(node, "return_value"),
                value(node, "stdout"),
                value(node, "stderr"),
                value(node, "error"),
                JsonText.NULL);
        return new Outcome(
                JobId.of(node.path("job_id").asString()), lease.isString() ? lease.asString() : null, result);
    }

    static String quoted(String words) {
        return JsonNodeFactory.instance.stringNode(words).toString();
    }

    private static JsonText value(JsonNode node, String name) {
        return node.hasNonNull(name) ? JsonText.of(node.get(name).toString()) : JsonText.NULL;
    }
}

package fieldlink.cli.gateway.device;

import fieldlink.cli.actuator.BridgeProcess;
import fieldlink.cli.gateway.equipment.Handle;
import fieldlink.cli.script.ScriptedRun;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.agent.Arguments;
import fieldlink.jobs.agent.JobProgress;
import fieldlink.jobs.agent.Skill;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code script.run}: one of the scripts that come with Fieldlink; whatever it touched is stopped when it fails. */
final class ScriptSkill {
    private static final Duration LIMIT = Duration.ofHours(12);

    private final Handle<BridgeProcess> bridge;

    ScriptSkill(Handle<BridgeProcess> bridge) {
        this.bridge = bridge;
    }

    Skill skill() {
        return new Form("script.run", "Runs a script over the actuators, such as a calibration.")
                .choice("script", ScriptedRun.shipped(), "Which")
                .optionalText("set", "What its variables stand for, as in window=side-window; several with commas")
                .dangerous(LIMIT, this::run);
    }

    private JsonText run(Arguments arguments, JobProgress progress) throws IOException, InterruptedException {
        Map<String, String> variables = variables(arguments.has("set") ? arguments.text("set") : "");
        ScriptedRun script = ScriptedRun.prepare(
                arguments.text("script"), variables, bridge.get().door());
        List<String> report = new ArrayList<>();
        script.run(report::add, remark -> progress.say(0, remark));
        // Every line of a report is JSON itself.
        return JsonText.of("{\"report\":[" + String.join(",", report) + "]}");
    }

    private static Map<String, String> variables(String text) {
        Map<String, String> variables = new HashMap<>();
        for (String pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("'" + pair + "' is no NAME=VALUE");
            }
            variables.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return variables;
    }
}

package fieldlink.cli.script;

import fieldlink.ccm.config.ConfigProblem;
import fieldlink.cli.actuator.Bridge;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One of the shipped scripts, checked and ready to run where nobody sits at a keyboard. */
public final class ScriptedRun {
    private final String name;
    private final List<Step> steps;
    private final Bridge bridge;

    private ScriptedRun(String name, List<Step> steps, Bridge bridge) {
        this.name = name;
        this.steps = steps;
        this.bridge = bridge;
    }

    /** The scripts that there are. */
    public static List<String> shipped() {
        return Shipped.NAMES;
    }

    /**
     * Reads a script whole before anything moves.
     *
     * @throws IllegalArgumentException when it has mistakes with these variables
     */
    public static ScriptedRun prepare(String name, Map<String, String> variables, Bridge bridge) throws IOException {
        String text = Shipped.find(name)
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of " + Shipped.NAMES));
        ScriptFile.Loaded loaded = ScriptFile.parse(text, variables);
        List<Step> steps = loaded.stepsOrNull();
        if (steps == null) {
            throw new IllegalArgumentException(loaded.problems().stream()
                    .map((ConfigProblem problem) -> problem.text(name))
                    .collect(Collectors.joining("; ")));
        }
        RunScriptCommand.requireKnown(ScriptFile.actuators(steps), bridge);
        return new ScriptedRun(loaded.name(), steps, bridge);
    }

    /**
     * Runs it to its end. When a step fails or the thread is interrupted, everything it touched has been stopped.
     *
     * @param report hears of what was done and measured, each time a JSON object
     * @param remark hears of what is done next
     */
    public void run(Consumer<String> report, Consumer<String> remark) throws IOException, InterruptedException {
        BufferedReader nobody = new BufferedReader(Reader.nullReader());
        new ScriptRun(bridge, new ScriptRun.Talk(nobody, Map.of(), report, remark)).run(name, steps);
    }
}

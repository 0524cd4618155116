package fieldlink.cli.ccm;

import fieldlink.ccm.Ipv4Address;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.config.ConfigFile;
import fieldlink.ccm.config.HouseConfig;
import fieldlink.ccm.engine.AuditTrail;
import fieldlink.ccm.sim.Finding;
import fieldlink.ccm.sim.NodeProfile;
import fieldlink.ccm.sim.NodeSpec;
import fieldlink.ccm.sim.Rehearsal;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.JsonLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code fieldlink ccm simulate --config FILE}: a grower's own house, and what the bridge makes of it. */
final class ConfigRehearsal {
    private static final Ipv4Address NODE = Ipv4Address.parse("127.0.0.71");

    private final Path file;
    private final HouseConfig config;
    private final Console console;
    private int findings;

    private ConfigRehearsal(Path file, HouseConfig config, Console console) {
        this.file = file;
        this.config = config;
        this.console = console;
    }

    /** @throws CommandFailure when the configuration has mistakes; they have all been listed then */
    static ConfigRehearsal open(Path file, Console console) throws IOException {
        ConfigFile.Loaded loaded = ConfigFile.load(file);
        loaded.problems().forEach(problem -> console.remark(problem.text(file.toString())));
        HouseConfig config = loaded.config()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED, file + " has mistakes; nothing was started. They are listed above"));
        return new ConfigRehearsal(file, config, console);
    }

    NodeSpec node(Ipv4Address address, NodeProfile profile) {
        return Rehearsal.of(config.settings().actuators().values(), address, profile);
    }

    /** Rehearses in virtual time, as fast as the machine goes. */
    ExitCode run(NodeProfile profile, Duration validity, RehearsedHouse.Faults faults) {
        long begin = System.nanoTime();
        List<ActuatorSpec> actuators = played();
        AuditTrail audit = (at, steady, occurrence, durable) -> {
            if (occurrence.kind().isAlarm()) {
                String name = occurrence.actuatorOrNull();
                console.remark("alarm " + occurrence.kind().word() + (name == null ? "" : " " + name) + ": "
                        + occurrence.reason());
            }
        };
        RehearsedHouse house = new RehearsedHouse(
                config.settings(), node(NODE, profile).withValidity(validity), faults, audit, this::found);
        new Drill(house, actuators, config.settings(), this::line).run();
        console.remark(String.format(
                Locale.ROOT,
                "%s: %d actuators, %.0f min of greenhouse time in %.1f s, %s",
                file,
                actuators.size(),
                house.elapsed().toSeconds() / 60.0,
                (System.nanoTime() - begin) / 1e9,
                findings == 0 ? "nothing bad happened" : findings + " times something that must never happen"));
        return findings == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private List<ActuatorSpec> played() {
        Collection<ActuatorSpec> all = config.settings().actuators().values();
        all.stream()
                .filter(actuator -> !Rehearsal.plays(actuator))
                .forEach(actuator ->
                        console.remark(actuator.name() + " is left out: no simulated node knows signed values"));
        return all.stream().filter(Rehearsal::plays).toList();
    }

    private void found(Finding finding) {
        findings++;
        console.result(SimulateCommand.found(finding, console));
    }

    private void line(
            Duration at,
            @Nullable String deviceOrNull,
            String text,
            @Nullable Double believedOrNull,
            @Nullable Double trulyOrNull) {
        if (console.json()) {
            JsonLine line = new JsonLine().put("at_sec", at.toMillis() / 1000.0).put("device", deviceOrNull);
            line.put("event", text);
            console.result(put(put(line, "believed_pct", believedOrNull), "position_pct", trulyOrNull)
                    .toString());
            return;
        }
        String positions = trulyOrNull == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", believed %s, really %.1f %%",
                        believedOrNull == null ? "unknown" : String.format(Locale.ROOT, "%.1f %%", believedOrNull),
                        trulyOrNull);
        console.result(String.format(
                Locale.ROOT,
                "%8.1fs %-16s %s%s",
                at.toMillis() / 1000.0,
                deviceOrNull == null ? "" : deviceOrNull,
                text,
                positions));
    }

    private static JsonLine put(JsonLine line, String name, @Nullable Double value) {
        return value == null ? line.putNull(name) : line.put(name, Math.rint(value * 100) / 100);
    }
}

package fieldlink.cli.doctor;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.JsonLine;
import fieldlink.cli.Syntax;
import fieldlink.cli.actuator.Places;
import fieldlink.cli.gateway.config.ConfigPlace;
import fieldlink.cli.gateway.config.GatewayConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code fieldlink doctor}: what on this machine is missing or wrong, and the command that mends it. */
public final class DoctorCommand implements Command {
    private final Arg<Boolean> tests;
    private final ConfigPlace place;

    public DoctorCommand(Syntax syntax) {
        syntax.examples("doctor", "doctor --tests --json");
        place = new ConfigPlace(syntax);
        tests = syntax.flag("--tests", "Look also for the packages that the project's integration tests use.");
    }

    @Override
    public ExitCode run(Given given, Console console) {
        Examination examination = new Examination(new LocalMachine(), gateway(given, console));
        List<Finding> findings = new ArrayList<>(examination.findings());
        if (tests.isSet(given)) {
            findings.addAll(examination.testTools(LocalMachine.packages()));
        }
        return tell(findings, console);
    }

    /** Prints what was found; 1 when something does not work. */
    static ExitCode tell(List<Finding> findings, Console console) {
        findings.forEach(finding -> console.result(console.json() ? json(finding) : line(finding)));
        boolean ill = findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.WRONG);
        return ill ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** What is configured; a configuration with mistakes is another command's business. */
    private Examination.Gateway gateway(Given given, Console console) {
        Optional<GatewayConfig> config = place.read(given, console).config();
        List<Integer> ports = new ArrayList<>();
        ports.add(config.map(GatewayConfig::health)
                .orElse(GatewayConfig.Health.DEFAULT)
                .port());
        Optional<GatewayConfig.Parts> parts = config.map(GatewayConfig::parts);
        Optional<GatewayConfig.Jobs> jobs = parts.flatMap(GatewayConfig.Parts::jobs);
        jobs.ifPresent(on -> ports.add(on.server().port()));
        parts.flatMap(GatewayConfig.Parts::robot)
                .ifPresent(on -> ports.add(on.host().port()));
        return new Examination.Gateway(
                config.map(GatewayConfig::state).orElseGet(() -> Places.state(console)),
                parts.flatMap(GatewayConfig.Parts::ccm)
                        .map(on -> on.house().network().interfaceOrNull())
                        .orElse(null),
                jobs.map(GatewayConfig.Jobs::databaseOrNull)
                        .map(GatewayConfig.Database::url)
                        .orElse(null),
                ports);
    }

    private static String line(Finding finding) {
        String line = String.format(
                Locale.ROOT,
                "%-8s %-12s %s",
                finding.verdict().name().toLowerCase(Locale.ROOT),
                finding.subject(),
                finding.what());
        return finding.mend().isEmpty() ? line : line + "\n         mend: " + finding.mend();
    }

    private static String json(Finding finding) {
        JsonLine json = new JsonLine()
                .put("subject", finding.subject())
                .put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT))
                .put("what", finding.what());
        return (finding.mend().isEmpty() ? json : json.put("mend", finding.mend())).toString();
    }
}

package fieldlink.cli.doctor;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.JsonLine;
import fieldlink.cli.Syntax;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code fieldlink doctor}: what on this machine is missing or wrong, and the command that mends it. */
public final class DoctorCommand implements Command {
    private final Arg<Boolean> tests;

    public DoctorCommand(Syntax syntax) {
        syntax.examples("doctor", "doctor --tests --json");
        tests = syntax.flag("--tests", "Look also for the packages that the project's integration tests use.");
    }

    @Override
    public ExitCode run(Given given, Console console) {
        Examination examination = new Examination(new LocalMachine(), stateDirectory(console));
        List<Finding> findings = new ArrayList<>(examination.findings());
        if (tests.isSet(given)) {
            findings.addAll(examination.testTools(LocalMachine.packages()));
        }
        findings.forEach(finding -> console.result(console.json() ? json(finding) : line(finding)));
        boolean ill = findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.WRONG);
        return ill ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static Path stateDirectory(Console console) {
        return console.variable("XDG_STATE_HOME")
                .map(Path::of)
                .or(() -> console.variable("HOME").map(home -> Path.of(home, ".local", "state")))
                .orElse(Path.of("/var/lib"))
                .resolve("fieldlink");
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

package fieldlink.cli.jobs;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.jobs.server.json.Body;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** {@code fieldlink jobs watch}. */
final class WatchCommand implements Command {
    private static final String EVENT = "data:";

    private final ServerAccess server;
    private final Arg<String> device;
    private final Arg<Integer> count;

    WatchCommand(Syntax syntax) {
        syntax.examples("jobs watch", "jobs watch --device pico-1 --count 3 --json");
        server = new ServerAccess(syntax);
        device = syntax.option("--device", "ID", text -> text, "only this device's");
        count = syntax.option("--count", "N", Integer::parseInt, "end after so many changes");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException, IOException {
        int left = count.find(given).orElse(Integer.MAX_VALUE);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(server.events(given, console), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && left > 0) {
                if (line.startsWith(EVENT) && shown(line.substring(EVENT.length()), given, console)) {
                    left--;
                }
                line = left > 0 ? lines.readLine() : null;
            }
        }
        return ExitCode.DONE;
    }

    private boolean shown(String event, Given given, Console console) {
        Body change = Body.parse(event.strip().getBytes(StandardCharsets.UTF_8));
        String id = change.text("device_id").orElse("");
        if (device.find(given).filter(wanted -> !wanted.equals(id)).isPresent()) {
            return false;
        }
        console.result(
                console.json()
                        ? change.whole().text()
                        : change.text("job_id").orElse("") + "  " + id + "  "
                                + change.text("state").orElse(""));
        return true;
    }
}

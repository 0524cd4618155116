package fieldlink.cli.actuator;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** {@code fieldlink actuator log}: reads the files, so that it works after a crash too. */
final class LogCommand implements Command {
    private final Arg<Path> state;
    private final Arg<Integer> lines;
    private final Arg<String> actuator;

    LogCommand(Syntax syntax) {
        syntax.examples("actuator log", "actuator log --lines 200 --actuator roof");
        state = syntax.option("--state", "DIR", Path::of, "The bridge's state folder.");
        lines = syntax.option("--lines, -n", "N", Integer::parseInt, "20", "How many of the last entries.");
        actuator = syntax.option("--actuator", "NAME", text -> text, "Only entries of this actuator.");
    }

    @Override
    public ExitCode run(Given given, Console console) throws IOException {
        Path folder = state.find(given).orElseGet(() -> Places.state(console)).resolve("audit");
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(ExitCode.FAILED, "no audit log in " + folder + "; name the folder with --state");
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "audit-*.jsonl")) {
            found.forEach(files::add);
        }
        files.sort(null);
        String mark = actuator.find(given)
                .map(name -> "\"actuator\":\"" + name + "\"")
                .orElse("");
        int wanted = lines.get(given);
        Deque<String> last = new ArrayDeque<>();
        for (Path file : files) {
            try (Stream<String> entries = Files.lines(file)) {
                entries.filter(entry -> entry.contains(mark)).forEach(entry -> {
                    last.addLast(entry);
                    if (last.size() > wanted) {
                        last.removeFirst();
                    }
                });
            }
        }
        last.forEach(console::result);
        return ExitCode.DONE;
    }
}

package fieldlink.jobs.agent;

import fieldlink.jobs.JsonText;
import fieldlink.jobs.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Runs one program that the device's owner allowed, without a shell. The job's arguments reach it in the places that the
 * owner left for them on the command line, checked against their types, and as JSON on its standard input.
 */
public final class ProgramHandler implements JobHandler {
    private static final int MOST_REPORTED = 64 * 1024;
    private static final long MOST_PRINTED = 16L * 1024 * 1024;
    private static final long LOOK_MILLIS = 200;
    private static final long GRACE_SECONDS = 2;
    private static final String OWN_VARIABLES = "FIELDLINK_";

    private final ProgramArguments arguments;

    /** @param command the program and its arguments, with {@code {name}} where the parameter of that name goes */
    public ProgramHandler(List<String> command, List<Parameter> parameters) {
        arguments = new ProgramArguments(command, parameters);
    }

    @Override
    public JsonText handle(Arguments given, JobProgress progress) throws IOException, InterruptedException {
        List<String> command = arguments.commandLine(given);
        Path input = Files.createTempFile("fieldlink-job", ".json");
        Path output = Files.createTempFile("fieldlink-job", ".out");
        try {
            Files.writeString(input, given.json().text());
            int code = run(command, input, output);
            String printed = tail(output);
            if (code != 0) {
                throw new IOException("ended with " + code + (printed.isBlank() ? "" : ": " + printed.strip()));
            }
            return JsonText.of(JsonNodeFactory.instance.stringNode(printed).toString());
        } finally {
            Files.deleteIfExists(input);
            Files.deleteIfExists(output);
        }
    }

    private static int run(List<String> command, Path input, Path output) throws IOException, InterruptedException {
        // Files and not pipes: a program that prints without end, or never reads, cannot hold us up.
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectErrorStream(true);
        // The agent's own settings hold its token.
        builder.environment().keySet().removeIf(name -> name.startsWith(OWN_VARIABLES));
        Process process = builder.start();
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (Files.size(output) > MOST_PRINTED) {
                    throw new IOException("printed more than " + MOST_PRINTED + " bytes and was stopped");
                }
            }
            return process.exitValue();
        } finally {
            end(process);
        }
    }

    /** Asks the program and everything that it started to end, and ends what does not. */
    private static void end(Process process) {
        List<ProcessHandle> all = process.descendants().toList();
        if (process.isAlive()) {
            process.destroy();
            all.forEach(ProcessHandle::destroy);
            process.onExit()
                    .completeOnTimeout(process, GRACE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String tail(Path output) throws IOException {
        long size = Files.size(output);
        try (InputStream in = Files.newInputStream(output)) {
            in.skipNBytes(Math.max(0, size - MOST_REPORTED));
            String text = new String(in.readNBytes(MOST_REPORTED), StandardCharsets.UTF_8);
            return size > MOST_REPORTED ? "…" + text : text;
        }
    }
}

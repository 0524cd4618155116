package fieldlink.jobs.agent;

import fieldlink.jobs.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Runs one program that the device's owner allowed. The job's arguments reach it as JSON on its standard input and
 * nowhere else, so that nobody who may submit a job can add to the command line.
 */
public final class ProgramHandler implements JobHandler {
    private static final int MOST_OUTPUT = 64 * 1024;

    private final List<String> command;

    /** @param command the program and its fixed arguments; no shell is involved */
    public ProgramHandler(List<String> command) {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a capability without a program does nothing");
        }
        this.command = List.copyOf(command);
    }

    @Override
    public JsonText handle(Arguments arguments, JobProgress progress) throws IOException, InterruptedException {
        Path input = Files.createTempFile("fieldlink-job", ".json");
        Path output = Files.createTempFile("fieldlink-job", ".out");
        try {
            Files.writeString(input, arguments.json().text());
            // Files and not pipes: a program that prints without end, or never reads, cannot hold us up.
            Process process = new ProcessBuilder(command)
                    .redirectInput(input.toFile())
                    .redirectOutput(output.toFile())
                    .redirectErrorStream(true)
                    .start();
            try {
                int code = process.waitFor();
                String printed = tail(output);
                if (code != 0) {
                    throw new IOException("ended with " + code + (printed.isBlank() ? "" : ": " + printed.strip()));
                }
                return JsonText.of(JsonNodeFactory.instance.stringNode(printed).toString());
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } finally {
            Files.deleteIfExists(input);
            Files.deleteIfExists(output);
        }
    }

    private static String tail(Path output) throws IOException {
        long size = Files.size(output);
        try (InputStream in = Files.newInputStream(output)) {
            in.skipNBytes(Math.max(0, size - MOST_OUTPUT));
            String text = new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
            return size > MOST_OUTPUT ? "…" + text : text;
        }
    }
}

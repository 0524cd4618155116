package fieldlink.ble.bluez;

import fieldlink.ble.RadioException;
import fieldlink.ble.RadioFault;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Runs the few programs that can do what D-Bus cannot. No shell is involved. */
final class Programs {
    private static final int LONGEST_REMARK = 200;

    private final SelectorLoop loop;
    private final Duration deadline;

    Programs(SelectorLoop loop, Duration deadline) {
        this.loop = loop;
        this.deadline = deadline;
    }

    /** Completes, on the loop, when the program has ended well. NOT_SUPPORTED means that it is not installed. */
    CompletionStage<Void> run(List<String> words) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        try {
            Path output = Files.createTempFile("fieldlink-", ".out");
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .start();
            var late = loop.schedule(deadline, () -> {
                ended.completeExceptionally(new RadioException(
                        RadioFault.TIMED_OUT, String.join(" ", words) + " did not end within " + deadline));
                process.destroyForcibly();
            });
            CompletionStage<Process> exit = process.onExit();
            exit.whenCompleteAsync(
                    (done, failure) -> {
                        late.close();
                        finish(words, process.exitValue(), output, ended);
                    },
                    loop::execute);
        } catch (IOException e) {
            ended.completeExceptionally(
                    new RadioException(RadioFault.NOT_SUPPORTED, words.get(0) + " cannot be run: " + e.getMessage()));
        }
        return ended;
    }

    private static void finish(List<String> words, int status, Path output, CompletableFuture<Void> ended) {
        if (status == 0) {
            discard(output);
            ended.complete(null);
            return;
        }
        String remark = firstWords(output);
        discard(output);
        boolean refused = remark.toLowerCase(Locale.ROOT)
                .matches("(?s).*(not permitted|permission denied|access denied|authentication|not authorized).*");
        ended.completeExceptionally(new RadioException(
                refused ? RadioFault.NOT_PERMITTED : RadioFault.FAILED,
                String.join(" ", words) + " ended with status " + status + (remark.isEmpty() ? "" : ": " + remark)));
    }

    private static String firstWords(Path output) {
        try {
            String text =
                    Files.readString(output, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
            return text.length() > LONGEST_REMARK ? text.substring(0, LONGEST_REMARK) : text;
        } catch (IOException e) {
            return "";
        }
    }

    private static void discard(Path output) {
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            // A file more in the temporary folder is no reason to fail a recovery.
            output.toFile().deleteOnExit();
        }
    }
}

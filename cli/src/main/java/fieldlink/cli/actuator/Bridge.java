package fieldlink.cli.actuator;

import fieldlink.cli.CommandFailure;
import fieldlink.cli.ExitCode;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** The running bridge, as seen from another process: one request, one answer. */
public final class Bridge {
    private final Path socket;

    public Bridge(Path socket) {
        this.socket = socket;
    }

    public List<Answer> status() {
        return request("status");
    }

    /** One actuator's status. */
    public Answer status(String actuator) {
        return status().stream()
                .filter(line -> line.text("name").orElse("").equals(actuator))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(ExitCode.USAGE, "the bridge has no actuator '" + actuator + "'"));
    }

    /** The house as a whole: emergency, rules in force, rivals, and how its packets leave. */
    public Answer house() {
        return only(request("bridge"));
    }

    public List<Answer> values() {
        return request("values");
    }

    /**
     * @param level 3 for people, 4 for programs
     * @param amount percent, seconds or nothing, as the verb needs
     */
    public Answer ask(String actuator, int level, String verb, String amount, boolean override) {
        String id = UUID.randomUUID().toString();
        String words = String.join(
                "\t", "ask", id, actuator, Integer.toString(level), verb, amount, override ? "override" : "");
        return only(request(words));
    }

    public Answer emergency(String reason) {
        return only(request("emergency\t" + reason.replaceAll("[\\t\\n]", " ")));
    }

    public Answer clear() {
        return only(request("clear"));
    }

    private static Answer only(List<Answer> answers) {
        if (answers.size() != 1) {
            throw new CommandFailure(ExitCode.FAILED, "the bridge gave " + answers.size() + " answers instead of one");
        }
        return answers.get(0);
    }

    private List<Answer> request(String words) {
        if (words.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a request cannot contain a line break");
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap((words + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            String text = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(Answer::read).toList();
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "no bridge answers behind " + socket + " (" + e.getMessage()
                            + "); start one with 'fieldlink actuator run'",
                    e);
        }
    }
}

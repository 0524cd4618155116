package fieldlink.cli.robot;

import fieldlink.cli.Arg;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.jobs.robot.client.ConnectRefused;
import fieldlink.jobs.robot.client.SocketIoClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The options that every driving command has, and the connection they describe. */
final class RobotLink {
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m)?");

    private final Arg<URI> server;
    private final Arg<String> token;
    private final Arg<Duration> timeout;

    RobotLink(Syntax syntax, String defaultTimeout) {
        server = syntax.option("--server", "URL", RobotLink::address, "http://127.0.0.1:8000", "The host.");
        token = syntax.option("--token", "TOKEN", text -> text, "For hosts that want one.");
        timeout = syntax.option("--timeout", "TIME", RobotLink::duration, defaultTimeout, "How long to wait.");
    }

    /** What a seat at the host is wanted for. */
    enum Seat {
        OPERATOR,
        OBSERVER
    }

    SocketIoClient connect(Given given, Console console, Seat seat, Consumer<List<JsonNode>> events)
            throws InterruptedException {
        ObjectNode auth = JsonNodeFactory.instance.objectNode();
        token.find(given)
                .or(() -> console.variable("FIELDLINK_ROBOT_TOKEN"))
                .ifPresent(word -> auth.put("token", word));
        if (seat == Seat.OBSERVER) {
            auth.put("role", "observer");
        }
        try {
            return SocketIoClient.connect(server.get(given), auth, timeout.get(given), events);
        } catch (ConnectRefused refused) {
            throw new CommandFailure(
                    ExitCode.REFUSED, "the host refused the connection: " + refused.getMessage(), refused);
        } catch (IOException unreachable) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "no robot host answers at " + server.get(given) + "; start one with 'fieldlink robot serve'",
                    unreachable);
        } catch (TimeoutException late) {
            throw new CommandFailure(
                    ExitCode.TIMED_OUT, "the robot host at " + server.get(given) + " did not answer in time", late);
        }
    }

    /** Sends one event as a client of its own; the host's refusal becomes a failure. */
    JsonNode ask(Given given, Console console, Seat seat, String event, JsonNode payload) throws InterruptedException {
        try (SocketIoClient client = connect(given, console, seat, ignored -> {})) {
            return ask(given, client, event, payload);
        }
    }

    JsonNode ask(Given given, SocketIoClient client, String event, JsonNode payload) throws InterruptedException {
        try {
            return checked(client.ask(timeout.get(given), event, payload));
        } catch (TimeoutException late) {
            throw new CommandFailure(ExitCode.TIMED_OUT, "'" + event + "' was not answered within the --timeout", late);
        } catch (IOException lost) {
            throw new CommandFailure(ExitCode.UNREACHABLE, "the connection was lost before the answer", lost);
        }
    }

    static JsonNode checked(JsonNode answer) {
        if (!answer.path("status").asString("").equals("error")) {
            return answer;
        }
        String code = answer.path("error_code").asString("");
        ExitCode exit = switch (code) {
            case "00001", "00003", "00010", "00011", "03007", "03009" -> ExitCode.REFUSED;
            case "03005" -> ExitCode.TIMED_OUT;
            default -> ExitCode.FAILED;
        };
        throw new CommandFailure(exit, code + " " + answer.path("message").asString(""));
    }

    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no time; write 250ms, 2s or 5m");
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
        };
    }

    private static URI address(String text) {
        URI address = URI.create(text.contains("://") ? text : "http://" + text);
        if (address.getAuthority() == null) {
            throw new IllegalArgumentException("'" + text + "' is no address; write http://HOST:PORT");
        }
        return address;
    }
}

package fieldlink.cli.gateway;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.cli.gateway.config.ConfigPlace;
import fieldlink.cli.gateway.config.GatewayConfig;
import fieldlink.jobs.server.json.Body;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** {@code fieldlink status}: how every part of the running gateway is. */
public final class StatusCommand implements Command {
    private static final int PATIENCE_MILLIS = 5000;

    private final Arg<URI> url;
    private final ConfigPlace place;

    public StatusCommand(Syntax syntax) {
        syntax.details("Ends with 1 when a part is not up.");
        syntax.examples("status", "status --json", "status --url http://127.0.0.1:5007");
        url = syntax.option("--url", "URL", URI::create, "Where health is shown; else as the configuration says.");
        place = new ConfigPlace(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) {
        URI base = url.find(given).orElseGet(() -> configured(given, console));
        String text = fetch(base.resolve("/health"));
        Body health = Body.parse(text.getBytes(StandardCharsets.UTF_8));
        boolean well = health.text("status").orElse("").equals("ok");
        if (console.json()) {
            console.result(text.strip());
        } else {
            console.result(String.format("%-10s %-9s %9s  %s", "PART", "STATE", "FOR", "DETAIL"));
            for (Body part : health.objects("parts")) {
                console.result(String.format(
                                Locale.ROOT,
                                "%-10s %-9s %7.0f s  %s",
                                part.text("name").orElse(""),
                                part.text("state").orElse(""),
                                part.number("seconds").orElse(0.0),
                                part.text("detail").orElse(""))
                        .stripTrailing());
            }
        }
        return well ? ExitCode.DONE : ExitCode.FAILED;
    }

    private URI configured(Given given, Console console) {
        GatewayConfig.Health health =
                place.read(given, console).config().map(GatewayConfig::health).orElse(GatewayConfig.Health.DEFAULT);
        return URI.create("http://" + health.host() + ":" + health.port());
    }

    private static String fetch(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            boolean answered = connection.getResponseCode() < 400;
            try (var in = answered ? connection.getInputStream() : connection.getErrorStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "no gateway answers at " + address + " (" + e.getMessage()
                            + "); start one with 'fieldlink up', or name it with --url",
                    e);
        }
    }
}

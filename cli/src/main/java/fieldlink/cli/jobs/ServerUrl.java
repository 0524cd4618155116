package fieldlink.cli.jobs;

import fieldlink.cli.Arg;
import fieldlink.cli.Console;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.net.URI;
import java.net.URISyntaxException;

/** Which job server a command speaks to. */
final class ServerUrl {
    private static final String DEFAULT = "http://127.0.0.1:5006";

    private final Arg<String> url;

    ServerUrl(Syntax syntax) {
        url = syntax.option(
                "--server", "URL", text -> text, "where the server is (FIELDLINK_JOBS_URL, else " + DEFAULT + ")");
    }

    /** Without a slash at its end. */
    String base(Given given, Console console) {
        return url.find(given)
                .or(() -> console.variable("FIELDLINK_JOBS_URL"))
                .orElse(DEFAULT)
                .replaceAll("/+$", "");
    }

    static URI of(String base, String path) {
        try {
            return new URI(base + path);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + base + "' is no URL: " + e.getMessage(), e);
        }
    }
}

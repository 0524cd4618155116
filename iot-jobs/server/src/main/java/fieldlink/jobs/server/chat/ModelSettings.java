package fieldlink.jobs.server.chat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the language model is and how it is asked.
 *
 * @param base the API's root, up to and including its version: {@code /responses} is added to it
 * @param key absent for a local server that wants none
 * @param patience for a whole answer
 */
public record ModelSettings(URI base, Optional<String> key, String model, Duration patience) {
    public static final URI OPENAI = URI.create("https://api.openai.com/v1");
    public static final String DEFAULT_MODEL = "gpt-4.1";

    public ModelSettings {
        if (!"http".equals(base.getScheme()) && !"https".equals(base.getScheme())) {
            throw new IllegalArgumentException("'" + base + "' is no address of a language model; it needs http(s)://");
        }
    }

    /** Whether there is somebody to ask: the public service wants a key, one's own server may not. */
    public boolean isComplete() {
        return key.isPresent() || !base.equals(OPENAI);
    }

    URI responses() {
        String root = base.toString();
        return URI.create((root.endsWith("/") ? root : root + "/") + "responses");
    }

    /** The key stays out of logs. */
    @Override
    public String toString() {
        return model + " at " + base + (key.isPresent() ? " with a key" : " without a key");
    }
}

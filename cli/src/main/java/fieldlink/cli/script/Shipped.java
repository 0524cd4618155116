package fieldlink.cli.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The scripts that come with Fieldlink, by name. */
final class Shipped {
    static final List<String> NAMES =
            List.of("full-close-reset", "travel-time", "drift-check", "task-a", "task-b", "task-c", "task-d");

    private Shipped() {}

    static Optional<String> find(String name) throws IOException {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        try (InputStream in = Shipped.class.getResourceAsStream(name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("script " + name + " is listed but not there");
            }
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}

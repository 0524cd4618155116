package broken.shop.rules;

import java.nio.file.Path;
import java.time.Instant;

/** Breaks: a pure decision that reads a clock and names a file. */
public final class Price {
    public Instant until() {
        return Instant.now();
    }

    public Path list() {
        return Path.of("prices");
    }
}

package fieldlink.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a job may be handed out: not before the one instant, not at or after the other. Either end may be open. */
public record Window(@Nullable Instant notBefore, @Nullable Instant expiresAt) {
    public static final Window ANY_TIME = new Window(null, null);

    public Window {
        if (notBefore != null && expiresAt != null && !notBefore.isBefore(expiresAt)) {
            throw new IllegalArgumentException(
                    "a job that is held until " + notBefore + " cannot expire at " + expiresAt);
        }
    }

    public boolean isOver(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}

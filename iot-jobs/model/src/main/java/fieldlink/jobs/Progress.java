package fieldlink.jobs;

import org.jspecify.annotations.Nullable;

/**
 * What a device says while it works.
 *
 * @param percent 0 to 100, if it can tell
 */
public record Progress(@Nullable Integer percent, @Nullable String message) {
    public static final int LONGEST_MESSAGE = 2_000;

    public Progress {
        if (percent != null && (percent < 0 || percent > 100)) {
            throw new IllegalArgumentException("progress is 0 to 100 percent, not " + percent);
        }
        if (message != null && message.length() > LONGEST_MESSAGE) {
            throw new IllegalArgumentException(
                    "a progress message has at most " + LONGEST_MESSAGE + " characters, not " + message.length());
        }
    }
}

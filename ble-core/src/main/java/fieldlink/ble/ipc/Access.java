package fieldlink.ble.ipc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the daemon at one endpoint.
 *
 * @param group the group that the socket file is given to; null to leave it to the daemon's own group. Unix only
 * @param worldOpen mode 0666, for the first service's path. Such clients may use the radio but not rule over it
 * @param token what a client has to name first; null for none. TCP without one only on loopback
 */
public record Access(
        @Nullable String group, boolean worldOpen, @Nullable Token token) {
    /** The owner and the group of the socket file. */
    public static final Access GROUP = new Access(null, false, null);

    public static Access group(String group) {
        return new Access(group, false, null);
    }

    public static Access world() {
        return new Access(null, true, null);
    }

    public static Access token(String token) {
        return new Access(null, false, new Token(token));
    }

    Optional<Token> requiredToken() {
        return Optional.ofNullable(token);
    }

    /** A shared secret; never printed. */
    public static final class Token {
        private static final int SHORTEST = 16;

        private final byte[] bytes;

        public Token(String text) {
            if (text.length() < SHORTEST) {
                throw new IllegalArgumentException("the token has " + text.length() + " characters; use at least "
                        + SHORTEST + ", such as the output of 'openssl rand -hex 16'");
            }
            bytes = text.getBytes(StandardCharsets.UTF_8);
        }

        /** Takes the same time for every wrong one. */
        boolean matches(String given) {
            return MessageDigest.isEqual(bytes, given.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return "Token[hidden]";
        }
    }
}

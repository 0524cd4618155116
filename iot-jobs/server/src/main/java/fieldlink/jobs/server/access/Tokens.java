package fieldlink.jobs.server.access;

import fieldlink.jobs.Credential;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Secrets that machines carry: {@code fl_<id>_<256 random bits>}. A plain digest is enough for them, because nobody can
 * guess one; and it is quick, because it is checked at every request.
 */
final class Tokens {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;

    /** @param text shown once and kept nowhere */
    record Issued(String text, Credential credential) {}

    private Tokens() {}

    static Issued issue(Credential.Kind kind, String subject, Instant now) {
        String id = randomHex(6);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(SECRET_BYTES));
        return new Issued("fl_" + id + "_" + secret, new Credential(id, kind, subject, digest(secret), now));
    }

    /** The id that a token names; empty for a text that is none. */
    static Optional<String> id(String token) {
        String[] parts = token.split("_", 3);
        return parts.length == 3 && parts[0].equals("fl") ? Optional.of(parts[1]) : Optional.empty();
    }

    /** Takes as long for a wrong secret as for the right one. */
    static boolean matches(Credential credential, String token) {
        String[] parts = token.split("_", 3);
        String secret = parts.length == 3 ? parts[2] : "";
        return MessageDigest.isEqual(
                digest(secret).getBytes(StandardCharsets.US_ASCII),
                credential.digest().getBytes(StandardCharsets.US_ASCII));
    }

    static String randomHex(int bytes) {
        return HexFormat.of().formatHex(randomBytes(bytes));
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String digest(String secret) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

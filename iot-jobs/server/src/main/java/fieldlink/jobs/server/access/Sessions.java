package fieldlink.jobs.server.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a browser carries after its login: name and end, signed. Every server with the same key understands it, and none
 * has to remember it; only the sessions that were ended early are remembered, until they would have ended.
 */
final class Sessions {
    static final Duration LIFE = Duration.ofHours(12);
    private static final int MOST_ENDED = 100_000;

    private final SecretKeySpec key;
    private final Map<String, Instant> ended = new ConcurrentHashMap<>();

    Sessions(String secret) {
        key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    String begin(String operator, Instant now) {
        String content = operator + "\n" + now.plus(LIFE).getEpochSecond() + "\n" + Tokens.randomHex(8);
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes(StandardCharsets.UTF_8));
        return encoded + "." + sign(encoded);
    }

    /** Whose session it is; empty for one that is over, or was never begun here. */
    Optional<String> operator(String cookie, Instant now) {
        int dot = cookie.indexOf('.');
        if (dot < 0 || ended.containsKey(cookie)) {
            return Optional.empty();
        }
        String encoded = cookie.substring(0, dot);
        byte[] expected = sign(encoded).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(expected, cookie.substring(dot + 1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        String[] content = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8).split("\n", 3);
        boolean over = now.getEpochSecond() >= Long.parseLong(content[1]);
        return over ? Optional.empty() : Optional.of(content[0]);
    }

    void end(String cookie, Instant now) {
        ended.values().removeIf(until -> until.isBefore(now));
        if (operator(cookie, now).isPresent() && ended.size() < MOST_ENDED) {
            ended.put(cookie, now.plus(LIFE));
        }
    }

    private String sign(String encoded) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] signature = mac.doFinal(encoded.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}

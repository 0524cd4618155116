package fieldlink.jobs.server.chat;

import fieldlink.jobs.Command;
import fieldlink.jobs.DeviceId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Dangerous commands that wait for a person's yes. A yes is bound to exactly these commands and to who asked for them,
 * works once, and only for a short while.
 */
final class Confirmations {
    static final Duration VALID = Duration.ofMinutes(2);
    private static final int MOST = 1_000;

    /** A command that is to be confirmed. */
    record Pending(DeviceId device, Command command) {}

    private record Asked(String operator, List<Pending> commands, Instant until) {}

    private final SecureRandom random;
    private final Map<String, Asked> open = new LinkedHashMap<>();

    Confirmations(SecureRandom random) {
        this.random = random;
    }

    /** @return the token by which the operator says yes */
    synchronized String ask(String operator, List<Pending> commands, Instant now) {
        open.values().removeIf(asked -> !asked.until().isAfter(now));
        if (open.size() == MOST) {
            Iterator<String> oldest = open.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        byte[] bytes = new byte[18];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        open.put(token, new Asked(operator, List.copyOf(commands), now.plus(VALID)));
        return token;
    }

    /** The commands behind a token, once; empty when it is unknown, used, too old or somebody else's. */
    synchronized Optional<List<Pending>> confirm(String token, String operator, Instant now) {
        Asked asked = open.get(token);
        if (asked == null || !asked.operator().equals(operator)) {
            return Optional.empty();
        }
        open.remove(token);
        return asked.until().isAfter(now) ? Optional.of(asked.commands()) : Optional.empty();
    }
}

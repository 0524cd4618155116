package fieldlink.jobs.server.http;

import fieldlink.jobs.Capability;
import fieldlink.jobs.Command;
import fieldlink.jobs.Delivery;
import fieldlink.jobs.Device;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.JobState;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Lane;
import fieldlink.jobs.Origin;
import fieldlink.jobs.RepeatOrder;
import fieldlink.jobs.Retry;
import fieldlink.jobs.Terms;
import fieldlink.jobs.Window;
import fieldlink.jobs.server.json.BadRequest;
import fieldlink.jobs.server.json.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a caller says about a job that it wants done. The texts are the original's, which its users have seen. */
final class JobRequests {
    private static final Set<String> TERMS = Set.of(
            "delivery",
            "priority",
            "not_before",
            "expires_at",
            "expires_in",
            "max_attempts",
            "retry_pause",
            "lease_seconds",
            "time_limit");
    private static final double LONGEST_SECONDS = Duration.ofDays(366).toSeconds();

    private JobRequests() {}

    static Command command(Body body) {
        Body said = body.isObject("command") ? body.object("command") : body;
        String name = said.text("name").orElseThrow(() -> new BadRequest("device_command の name が空です。"));
        if (said.has("args") && !said.isNull("args") && !said.isObject("args")) {
            throw new BadRequest("device_command の args はオブジェクトである必要があります。");
        }
        JsonText args = said.isObject("args") ? said.json("args") : JsonText.EMPTY_OBJECT;
        return new Command(name, args);
    }

    static Origin origin(Body body, @Nullable String keyHeader, boolean waits) {
        String key = keyHeader == null ? body.text("idempotency_key").orElse(null) : keyHeader;
        return new Origin("api", body.text("requested_via").orElse("api"), waits, key, null, null);
    }

    /** Absent when the caller leaves it all to what the device says about the command. */
    static @Nullable Terms terms(Body body, Optional<Device> device, String command, Instant now) {
        if (body.names().stream().noneMatch(TERMS::contains)) {
            return null;
        }
        Delivery delivery = body.text("delivery")
                .map(word -> oneOf(Delivery.class, "delivery", word))
                .orElseGet(() -> device.flatMap(known -> known.capability(command))
                        .map(Capability::defaultDelivery)
                        .orElse(Delivery.AT_MOST_ONCE));
        Terms terms = Terms.standard(delivery)
                .in(body.text("priority")
                        .map(word -> oneOf(Lane.class, "priority", word))
                        .orElse(Lane.NORMAL))
                .within(window(body, now));
        try {
            return limited(terms, body);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(e.getMessage() == null ? "terms" : e.getMessage());
        }
    }

    private static Terms limited(Terms terms, Body body) {
        Retry before = terms.retry();
        int attempts = body.number("max_attempts").map(Double::intValue).orElse(before.attempts());
        Duration pause = seconds(body, "retry_pause").orElse(before.pause());
        Duration longest = pause.compareTo(before.longestPause()) > 0 ? pause : before.longestPause();
        Duration lease = seconds(body, "lease_seconds").orElse(terms.lease());
        Terms leased = terms.retrying(new Retry(attempts, pause, longest)).leased(lease);
        return seconds(body, "time_limit")
                .map(limit -> new Terms(
                        leased.delivery(), leased.lane(), leased.window(), leased.retry(), leased.lease(), limit))
                .orElse(leased);
    }

    private static Window window(Body body, Instant now) {
        Instant notBefore = instant(body, "not_before").orElse(null);
        Instant expiresAt = instant(body, "expires_at")
                .or(() -> seconds(body, "expires_in").map(now::plus))
                .orElse(null);
        try {
            return new Window(notBefore, expiresAt);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(e.getMessage() == null ? "window" : e.getMessage());
        }
    }

    /** Seconds since 1970, as all times of this API. */
    static Optional<Instant> instant(Body body, String name) {
        return body.number(name).map(seconds -> {
            if (seconds < 0 || seconds > 4e9) {
                throw new BadRequest(name + " is in seconds since 1970, not " + seconds);
            }
            return Instant.EPOCH.plusMillis(Math.round(seconds * 1_000));
        });
    }

    /** Which jobs to repeat. The states are one word, or several separated by commas. */
    static RepeatOrder repeats(Body body) {
        Set<JobState> states = EnumSet.noneOf(JobState.class);
        for (String word : body.text("state").orElse("").split(",")) {
            if (!word.isBlank()) {
                states.add(oneOf(JobState.class, "state", word.strip()));
            }
        }
        return new RepeatOrder(
                states,
                body.text("device_id").map(Request::deviceId).orElse(null),
                body.text("command").orElse(null),
                instant(body, "since").orElse(null),
                body.number("limit").map(Double::intValue).orElse(JobQuery.MOST),
                body.isTruthy("dry_run"));
    }

    static Optional<Duration> seconds(Body body, String name) {
        return body.number(name).map(seconds -> {
            if (seconds <= 0 || seconds > LONGEST_SECONDS) {
                throw new BadRequest(name + " is a number of seconds, not " + seconds);
            }
            return Duration.ofMillis(Math.round(seconds * 1_000));
        });
    }

    static <E extends Enum<E>> E oneOf(Class<E> type, String field, String word) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(word.replace('-', '_'))) {
                return constant;
            }
        }
        List<String> known = List.of(type.getEnumConstants()).stream()
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        throw new BadRequest(field + " is one of " + String.join(", ", known) + ", not '" + word + "'");
    }
}

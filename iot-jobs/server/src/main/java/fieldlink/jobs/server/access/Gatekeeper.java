package fieldlink.jobs.server.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.Credential;
import fieldlink.jobs.Credential.Kind;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.queue.JobQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Knows who is who. Credentials live in the queue's store; a copy is kept at hand, because it is looked at with every
 * request, and is renewed now and then for what other servers changed.
 */
public final class Gatekeeper {
    /** Whom a login means that names nobody. */
    public static final String OPERATOR = "operator";

    private static final Argon2Function ARGON2 = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
    private static final String ONE_TIME = "one-time:";
    private static final String NOBODYS = hash(Tokens.randomHex(16));

    private final JobQueue queue;
    private final InstantSource clock;
    private final ExecutorService hashing;
    private final Sessions sessions;
    private final GuessLimit guesses = new GuessLimit();
    private volatile Map<String, Credential> known;

    private Gatekeeper(
            JobQueue queue,
            InstantSource clock,
            ExecutorService hashing,
            Sessions sessions,
            Map<String, Credential> known) {
        this.queue = queue;
        this.clock = clock;
        this.hashing = hashing;
        this.sessions = sessions;
        this.known = known;
    }

    /**
     * @param hashing for work that is slow on purpose
     * @param sessionSecret absent for one that the server makes up once and keeps
     */
    public static CompletionStage<Gatekeeper> open(
            JobQueue queue, InstantSource clock, ExecutorService hashing, @Nullable String sessionSecret) {
        return queue.inLedger(ledger -> {
                    List<Credential> keys = ledger.credentials(Kind.SESSION_KEY);
                    if (keys.isEmpty()) {
                        Credential fresh = new Credential(
                                "session-key", Kind.SESSION_KEY, "server", Tokens.randomHex(32), clock.instant());
                        ledger.put(fresh);
                        return fresh.digest();
                    }
                    return keys.get(0).digest();
                })
                .thenCompose(kept -> {
                    Sessions sessions = new Sessions(sessionSecret == null ? kept : sessionSecret);
                    Gatekeeper gatekeeper = new Gatekeeper(queue, clock, hashing, sessions, Map.of());
                    return gatekeeper.renew().thenApply(done -> gatekeeper);
                });
    }

    /** Looks again at what the store holds. */
    public CompletionStage<Integer> renew() {
        return queue.inLedger(ledger -> {
                    Map<String, Credential> all = new ConcurrentHashMap<>();
                    for (Kind kind : Kind.values()) {
                        ledger.credentials(kind).forEach(credential -> all.put(credential.id(), credential));
                    }
                    return all;
                })
                .thenApply(all -> {
                    known = all;
                    return all.size();
                });
    }

    /** Whoever a token belongs to. */
    public Caller byToken(String token) {
        Optional<Credential> named = Tokens.id(token)
                .flatMap(id -> Optional.ofNullable(known.get(id)))
                .filter(credential -> Tokens.matches(credential, token));
        if (named.isEmpty()) {
            return new Caller.Anonymous();
        }
        return switch (named.get().kind()) {
            case DEVICE_TOKEN -> new Caller.OfDevice(DeviceId.of(named.get().subject()));
            case OPERATOR_TOKEN -> new Caller.OfOperator(named.get().subject(), false);
            case OPERATOR_PASSWORD, SESSION_KEY -> new Caller.Anonymous();
        };
    }

    public Caller bySession(String cookie) {
        return sessions.operator(cookie, clock.instant())
                .<Caller>map(name -> new Caller.OfOperator(name, true))
                .orElseGet(Caller.Anonymous::new);
    }

    /** What a login led to. */
    public sealed interface Login {
        record Welcome(String cookie) implements Login {}

        record Wrong() implements Login {}

        record TooOften(Duration pause) implements Login {}
    }

    /** @param address where it comes from: guesses are counted by it */
    public CompletionStage<Login> login(String operator, String password, String address) {
        Instant now = clock.instant();
        Optional<Duration> pause = guesses.pause(address, now);
        if (pause.isPresent()) {
            return CompletableFuture.completedFuture(new Login.TooOften(pause.get()));
        }
        return CompletableFuture.supplyAsync(() -> check(operator, password), hashing)
                .thenCompose(right -> right ? welcome(operator, address) : wrong(address));
    }

    public void logout(String cookie) {
        sessions.end(cookie, clock.instant());
    }

    public CompletionStage<Boolean> setPassword(String operator, String password, String actor) {
        if (password.length() < 8) {
            throw new IllegalArgumentException("a password has at least 8 characters");
        }
        return CompletableFuture.supplyAsync(() -> hash(password), hashing)
                .thenCompose(digest -> keep(
                        new Credential(
                                "password:" + operator, Kind.OPERATOR_PASSWORD, operator, digest, clock.instant()),
                        actor,
                        "password"));
    }

    /** Whether the operator has a password of his own; without one he logged in by the one that works once. */
    public boolean hasPassword(String operator) {
        return known.containsKey("password:" + operator);
    }

    /** For a server that nobody can log in to yet: a password that works once. Empty when somebody can. */
    public CompletionStage<Optional<String>> bootstrap() {
        boolean canLogIn = known.values().stream()
                .anyMatch(credential -> credential.kind() == Kind.OPERATOR_PASSWORD
                        && !credential.id().startsWith(ONE_TIME));
        if (canLogIn) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        String password = Tokens.randomHex(10);
        return CompletableFuture.supplyAsync(() -> hash(password), hashing)
                .thenCompose(digest -> keep(
                        new Credential(ONE_TIME + OPERATOR, Kind.OPERATOR_PASSWORD, OPERATOR, digest, clock.instant()),
                        "server",
                        "bootstrap"))
                .thenApply(done -> Optional.of(password));
    }

    /** A new token, which replaces all that the subject had. Its text is shown once. */
    public CompletionStage<String> issueToken(Kind kind, String subject, String actor) {
        Tokens.Issued issued = Tokens.issue(kind, subject, clock.instant());
        return revokeTokens(kind, subject, actor)
                .thenCompose(done -> keep(issued.credential(), actor, "token"))
                .thenApply(done -> issued.text());
    }

    public CompletionStage<Integer> revokeTokens(Kind kind, String subject, String actor) {
        return queue.inLedger(ledger -> {
                    List<Credential> old = ledger.credentials(kind).stream()
                            .filter(credential -> credential.subject().equals(subject))
                            .toList();
                    old.forEach(credential -> ledger.removeCredential(credential.id()));
                    if (!old.isEmpty()) {
                        ledger.record(new AuditEntry(clock.instant(), actor, "revoke", kind + ":" + subject, ""));
                    }
                    return old.size();
                })
                .thenCompose(count -> renew().thenApply(done -> count));
    }

    private boolean check(String operator, String password) {
        // Every login costs the same: a name that does not exist is checked against a digest that nothing fits.
        boolean byOwn = matches(known.get("password:" + operator), password);
        boolean byOneTime = matches(known.get(ONE_TIME + operator), password);
        return byOwn || byOneTime;
    }

    private CompletionStage<Login> welcome(String operator, String address) {
        guesses.succeeded(address);
        Login welcome = new Login.Welcome(sessions.begin(operator, clock.instant()));
        if (!known.containsKey(ONE_TIME + operator)) {
            return CompletableFuture.completedFuture(welcome);
        }
        return queue.inLedger(ledger -> {
                    ledger.removeCredential(ONE_TIME + operator);
                    return true;
                })
                .thenCompose(done -> renew())
                .thenApply(done -> welcome);
    }

    private CompletionStage<Login> wrong(String address) {
        guesses.failed(address, clock.instant());
        return CompletableFuture.completedFuture(new Login.Wrong());
    }

    private CompletionStage<Boolean> keep(Credential credential, String actor, String action) {
        return queue.inLedger(ledger -> {
                    ledger.put(credential);
                    String subject = credential.kind() + ":" + credential.subject();
                    ledger.record(new AuditEntry(clock.instant(), actor, action, subject, ""));
                    return true;
                })
                .thenCompose(done -> renew().thenApply(count -> true));
    }

    private static String hash(String password) {
        return Password.hash(password).addRandomSalt(16).with(ARGON2).getResult();
    }

    private static boolean matches(@Nullable Credential credential, String password) {
        boolean fits = Password.check(password, credential == null ? NOBODYS : credential.digest())
                .with(ARGON2);
        return fits && credential != null;
    }
}

package fieldlink.jobs.robot.serve;

import fieldlink.jobs.robot.Account;
import fieldlink.jobs.robot.Accounts;
import fieldlink.jobs.robot.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Accounts from the configuration, which holds no token but only its SHA-256. */
public final class TokenAccounts implements Accounts {
    /** @param sha256 of the token, in hex */
    public record Token(String name, String sha256, Role role) {
        public Token {
            sha256 = sha256.toLowerCase(Locale.ROOT);
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException(
                        "the token of " + name + " must be given as the 64 hex digits of its SHA-256");
            }
        }
    }

    private final List<Token> tokens;

    public TokenAccounts(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    @Override
    public boolean areRequired() {
        return true;
    }

    @Override
    public Optional<Account> find(String token) {
        byte[] digest = sha256(token).getBytes(StandardCharsets.US_ASCII);
        return tokens.stream()
                .filter(known -> MessageDigest.isEqual(known.sha256().getBytes(StandardCharsets.US_ASCII), digest))
                .map(known -> new Account(known.name(), known.role()))
                .findFirst();
    }

    /** As the configuration wants it. */
    public static String sha256(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }
}

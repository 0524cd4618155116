package fieldlink.cli.gateway.equipment;

import java.util.Optional;

/** The people that the job server knows. */
@FunctionalInterface
public interface Operators {
    /** Whose token it is; answered from memory. */
    Optional<String> byToken(String token);
}

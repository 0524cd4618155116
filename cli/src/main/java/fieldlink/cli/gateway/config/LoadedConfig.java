package fieldlink.cli.gateway.config;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration means and what there is to say of it.
 *
 * @param configOrNull none when there are errors
 * @param problems as compilers say them, with file and line
 */
public record LoadedConfig(@Nullable GatewayConfig configOrNull, List<String> problems) {
    public LoadedConfig {
        problems = List.copyOf(problems);
    }

    public Optional<GatewayConfig> config() {
        return Optional.ofNullable(configOrNull);
    }
}

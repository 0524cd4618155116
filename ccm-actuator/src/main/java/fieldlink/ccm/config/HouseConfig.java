package fieldlink.ccm.config;

import fieldlink.ccm.engine.BridgeSettings;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file's meaning.
 *
 * @param network where the nodes are
 */
public record HouseConfig(BridgeSettings settings, Network network) {
    /**
     * @param interfaceOrNull name or address of the one interface that is used; the machine's choice when absent
     * @param firstPortOrNull for tests and rehearsals: the first of three free ports; the standard ones when absent
     */
    public record Network(
            @Nullable String interfaceOrNull, @Nullable Integer firstPortOrNull) {}
}

package fieldlink.powerhub;

import java.util.concurrent.CompletionStage;

/** Connects to one particular hub, as often as it is asked to. */
public interface HubConnector {
    /** Fails with {@link HubException} when the hub does not answer. */
    CompletionStage<HubLink> connect();
}

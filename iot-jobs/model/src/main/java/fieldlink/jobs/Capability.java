package fieldlink.jobs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a device can do when asked by name.
 *
 * @param reference the device's own name for the capability behind this one, if it differs
 * @param effect absent when the device did not say: treated as {@link Effect#ONCE}, because it may be an actuator
 * @param dangerous a person confirms before a machine asks for it
 */
public record Capability(
        String name,
        @Nullable String description,
        @Nullable String reference,
        List<Parameter> parameters,
        @Nullable Effect effect,
        boolean dangerous) {
    public Capability {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a capability needs a name");
        }
        parameters = List.copyOf(parameters);
    }

    public static Capability named(String name) {
        return new Capability(name, null, null, List.of(), null, false);
    }

    /** The same capability, promising that doing it twice does no harm. */
    public Capability idempotent() {
        return new Capability(name, description, reference, parameters, Effect.IDEMPOTENT, dangerous);
    }

    /** How a job for it is delivered when its submitter does not say. */
    public Delivery defaultDelivery() {
        return effect == Effect.IDEMPOTENT ? Delivery.AT_LEAST_ONCE : Delivery.AT_MOST_ONCE;
    }
}

package fieldlink.jobs;

import org.jspecify.annotations.Nullable;

/**
 * One argument of a capability.
 *
 * @param type the device's own word for it: {@code int}, {@code float}, {@code string}, {@code bool} or anything else
 * @param required absent when the device did not say
 * @param defaultValue JSON; {@link JsonText#NULL} when the device named null as the default, absent when it named none
 */
public record Parameter(
        String name,
        @Nullable String type,
        @Nullable Boolean required,
        @Nullable JsonText defaultValue,
        @Nullable String description) {
    public Parameter {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a parameter needs a name");
        }
    }

    public boolean isRequired() {
        return Boolean.TRUE.equals(required) && defaultValue == null;
    }
}

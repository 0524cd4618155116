package fieldlink.ble;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which characteristic of a device is meant.
 *
 * @param service the service it is in, or null for "in whichever service it is": enough as long as the device has only
 *     one characteristic of that UUID
 */
public record CharacteristicId(@Nullable Uuid service, Uuid characteristic) {
    public static CharacteristicId of(Uuid service, Uuid characteristic) {
        return new CharacteristicId(service, characteristic);
    }

    /** The characteristic of this UUID, in whichever service it is. */
    public static CharacteristicId anywhere(Uuid characteristic) {
        return new CharacteristicId(null, characteristic);
    }

    /** Reads {@code FFF0/FFF1} or just {@code FFF1}; the UUIDs in any form that {@link Uuid#parse} takes. */
    public static CharacteristicId parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? anywhere(Uuid.parse(text))
                : of(Uuid.parse(text.substring(0, slash)), Uuid.parse(text.substring(slash + 1)));
    }

    public Optional<Uuid> inService() {
        return Optional.ofNullable(service);
    }

    /** {@code fff0/fff1}, as {@link #parse} reads it. */
    @Override
    public String toString() {
        return service == null ? characteristic.brief() : service.brief() + "/" + characteristic.brief();
    }
}

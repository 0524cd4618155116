package fieldlink.jobs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A device that jobs are addressed to.
 *
 * @param identity what it is and can do, by its own account
 * @param tags how operators group devices
 * @param presence when it was heard of
 */
public record Device(
        DeviceId id, Approval approval, Identity identity, Set<String> tags, DeviceLimits limits, Presence presence) {
    public Device {
        tags = Set.copyOf(tags);
    }

    /** @param meta a JSON object, free-form */
    public record Identity(List<Capability> capabilities, JsonText meta) {
        public Identity {
            capabilities = List.copyOf(capabilities);
        }
    }

    /**
     * @param lastSeen when the device itself last spoke; its registration until then
     * @param lastResult what it last reported, with the job's id in it, as JSON
     */
    public record Presence(
            Instant registeredAt,
            Instant lastSeen,
            @Nullable JsonText lastResult) {}

    public static Device approved(DeviceId id, List<Capability> capabilities, Instant now) {
        return new Device(
                id,
                Approval.APPROVED,
                new Identity(capabilities, JsonText.EMPTY_OBJECT),
                Set.of(),
                DeviceLimits.DEFAULT,
                new Presence(now, now, null));
    }

    public Optional<Capability> capability(String name) {
        return identity.capabilities().stream()
                .filter(capability -> capability.name().equals(name))
                .findFirst();
    }

    /** A device that has not said what it can do is asked anything. */
    public boolean supports(String name) {
        return identity.capabilities().isEmpty() || capability(name).isPresent();
    }

    public boolean isApproved() {
        return approval == Approval.APPROVED;
    }

    public Device with(Approval newApproval) {
        return new Device(id, newApproval, identity, tags, limits, presence);
    }

    public Device with(Identity newIdentity) {
        return new Device(id, approval, newIdentity, tags, limits, presence);
    }

    public Device with(DeviceLimits newLimits) {
        return new Device(id, approval, identity, tags, newLimits, presence);
    }

    public Device tagged(Set<String> newTags) {
        return new Device(id, approval, identity, newTags, limits, presence);
    }

    public Device seen(Instant now) {
        return with(new Presence(presence.registeredAt(), now, presence.lastResult()));
    }

    public Device reported(JsonText result, Instant now) {
        return with(new Presence(presence.registeredAt(), now, result));
    }

    private Device with(Presence newPresence) {
        return new Device(id, approval, identity, tags, limits, newPresence);
    }
}

package fieldlink.jobs.queue;

import fieldlink.jobs.Approval;
import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.Capability;
import fieldlink.jobs.Cause;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.rules.Cancelling;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who is known, and whether they are let in. */
public final class DeviceRegistry {
    private final Floor floor;
    private final Presences presences;

    DeviceRegistry(Floor floor, Presences presences) {
        this.floor = floor;
        this.presences = presences;
    }

    /** What a registry entry becomes. */
    public interface Revision<T> {
        /**
         * @param current absent for a device that is not known
         * @return the entry to keep, and what to tell the caller
         */
        Revised<T> revise(Optional<Device> current, Instant now);
    }

    /** @param device absent to leave everything as it is */
    public record Revised<T>(@Nullable Device device, T answer) {}

    /** Looks at an entry and replaces it, with nobody in between. */
    public <T> CompletionStage<T> revise(DeviceId id, Revision<T> revision) {
        return floor.work(unit -> {
            Optional<Device> current = unit.ledger().device(id).map(presences::upToDate);
            Revised<T> revised = revision.revise(current, unit.now());
            Device next = revised.device();
            if (next != null) {
                unit.ledger().put(next);
                if (current.isEmpty() || current.get().approval() != next.approval()) {
                    audit(unit, next);
                }
            }
            return revised.answer();
        });
    }

    /** Lets a device in, or gives one that is known these capabilities and approval; what else is known of it stays. */
    public CompletionStage<Device> admit(DeviceId id, Capability... capabilities) {
        return revise(id, (current, now) -> {
            Device known = current.orElseGet(() -> Device.approved(id, List.of(), now));
            Device.Identity identity =
                    new Device.Identity(List.of(capabilities), known.identity().meta());
            Device admitted = known.with(identity).with(Approval.APPROVED);
            return new Revised<>(admitted, admitted);
        });
    }

    public CompletionStage<Optional<Device>> find(DeviceId id) {
        return floor.work(unit -> unit.ledger().device(id).map(presences::upToDate));
    }

    /** A device with the number of jobs that wait for it. */
    public record Listed(Device device, int queued) {}

    public CompletionStage<List<Listed>> list() {
        return floor.work(unit -> unit.ledger().devices().stream()
                .map(device ->
                        new Listed(presences.upToDate(device), unit.ledger().queued(device.id())))
                .toList());
    }

    public <T> CompletionStage<Optional<T>> look(DeviceId id, Function<Listed, T> view) {
        return floor.work(unit -> unit.ledger()
                .device(id)
                .map(device -> view.apply(
                        new Listed(presences.upToDate(device), unit.ledger().queued(id)))));
    }

    /** Forgets a device; its unfinished jobs are cancelled. False when it was not known. */
    public CompletionStage<Boolean> remove(DeviceId id, String actor) {
        return floor.work(unit -> {
            if (unit.ledger().device(id).isEmpty()) {
                return false;
            }
            for (Job job : unit.ledger().live(id)) {
                unit.change(Cancelling.withdraw(job, Cause.DEVICE_REMOVED, unit.now()));
            }
            unit.ledger().remove(id);
            unit.ledger().record(new AuditEntry(unit.now(), actor, "remove", "device:" + id, ""));
            presences.forget(id);
            return true;
        });
    }

    /** The device itself spoke. */
    public void seen(DeviceId id) {
        presences.seen(id, floor.now());
    }

    private static void audit(Unit unit, Device device) {
        String action = device.approval().name().toLowerCase(Locale.ROOT);
        unit.ledger().record(new AuditEntry(unit.now(), "server", action, "device:" + device.id(), ""));
    }
}

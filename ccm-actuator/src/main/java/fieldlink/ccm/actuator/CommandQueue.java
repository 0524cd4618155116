package fieldlink.ccm.actuator;

import fieldlink.ccm.ControlLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Commands that wait for an actuator: of a person only the last counts, programs stand in line. */
public record CommandQueue(@Nullable Order manualOrNull, List<Order> automatic) {
    public static final CommandQueue EMPTY = new CommandQueue(null, List.of());
    public static final int MAX_AUTOMATIC = 8;

    public CommandQueue {
        automatic = List.copyOf(automatic);
    }

    boolean isEmpty() {
        return manualOrNull == null && automatic.isEmpty();
    }

    public int size() {
        return automatic.size() + (manualOrNull == null ? 0 : 1);
    }

    boolean hasRoomFor(Order order) {
        return isManual(order) || automatic.size() < MAX_AUTOMATIC;
    }

    CommandQueue with(Order order) {
        if (isManual(order)) {
            return new CommandQueue(order, automatic);
        }
        List<Order> longer = new ArrayList<>(automatic);
        longer.add(order);
        return new CommandQueue(manualOrNull, longer);
    }

    /** Puts an order back to where it was taken from. */
    CommandQueue withFirst(Order order) {
        if (isManual(order)) {
            return new CommandQueue(order, automatic);
        }
        List<Order> longer = new ArrayList<>();
        longer.add(order);
        longer.addAll(automatic);
        return new CommandQueue(manualOrNull, longer);
    }

    /** The next to run: a person's before a program's. */
    Optional<Order> head() {
        if (manualOrNull != null) {
            return Optional.of(manualOrNull);
        }
        return automatic.isEmpty() ? Optional.empty() : Optional.of(automatic.get(0));
    }

    CommandQueue withoutHead() {
        if (manualOrNull != null) {
            return new CommandQueue(null, automatic);
        }
        return new CommandQueue(null, automatic.subList(1, automatic.size()));
    }

    List<Order> orders() {
        List<Order> all = new ArrayList<>();
        head().filter(CommandQueue::isManual).ifPresent(all::add);
        all.addAll(automatic);
        return all;
    }

    List<Order> expired(Moment now) {
        return orders().stream()
                .filter(order -> !now.isBefore(order.expiresAt()))
                .toList();
    }

    CommandQueue withoutExpired(Moment now) {
        boolean manualLives = manualOrNull != null && now.isBefore(manualOrNull.expiresAt());
        return new CommandQueue(
                manualLives ? manualOrNull : null,
                automatic.stream()
                        .filter(order -> now.isBefore(order.expiresAt()))
                        .toList());
    }

    /** A person's command does not grow old while a calibration keeps it waiting. */
    CommandQueue renewed(Moment now) {
        return new CommandQueue(manualOrNull == null ? null : manualOrNull.renewed(now), automatic);
    }

    Moment nextExpiry() {
        return orders().stream().map(Order::expiresAt).reduce(Moment.NEVER, Moment::earlier);
    }

    private static boolean isManual(Order order) {
        return order.mandate().level() != ControlLevel.AUTOMATIC;
    }
}

package fieldlink.ccm;

import java.util.Optional;

/**
 * Where in the greenhouse a value belongs. 0 stands for "all" in each of the three.
 *
 * <p>A received address may be out of range, since strangers send what they like; ours may not: {@link #of}.
 */
public record CcmAddress(int room, int region, int order) {
    public static final int MAX_ROOM = 127;
    public static final int MAX_REGION = 127;
    public static final int MAX_ORDER = 30_000;

    /** An address that may be sent. */
    public static CcmAddress of(int room, int region, int order) {
        CcmAddress address = new CcmAddress(room, region, order);
        address.defect().ifPresent(defect -> {
            throw new IllegalArgumentException(defect);
        });
        return address;
    }

    /** Why no node would take this address; empty when it is in range. */
    public Optional<String> defect() {
        if (!isIn(room, MAX_ROOM)) {
            return Optional.of("room " + room + " is out of range 0 to " + MAX_ROOM);
        }
        if (!isIn(region, MAX_REGION)) {
            return Optional.of("region " + region + " is out of range 0 to " + MAX_REGION);
        }
        if (!isIn(order, MAX_ORDER)) {
            return Optional.of("order " + order + " is out of range 0 to " + MAX_ORDER);
        }
        return Optional.empty();
    }

    /** Whether it means more than one place. */
    public boolean isGeneral() {
        return room == 0 || region == 0 || order == 0;
    }

    /** Whether the two mean the same place, where 0 on either side is any. */
    public boolean covers(CcmAddress other) {
        return meet(room, other.room) && meet(region, other.region) && meet(order, other.order);
    }

    @Override
    public String toString() {
        return room + "/" + region + "/" + order;
    }

    private static boolean meet(int one, int other) {
        return one == other || one == 0 || other == 0;
    }

    private static boolean isIn(int value, int max) {
        return value >= 0 && value <= max;
    }
}

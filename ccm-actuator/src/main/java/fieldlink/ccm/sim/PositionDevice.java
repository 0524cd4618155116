package fieldlink.ccm.sim;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmNumber;
import fieldlink.ccm.CcmRole;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A window whose node is told a percentage: it times the motor by its own belief of where the window is, waits before
 * it reverses, and runs on a little at the ends to find them again.
 */
final class PositionDevice implements Device {
    private static final Duration REVERSE_WAIT = Duration.ofSeconds(3);
    private static final double DEADBAND_PERCENT = 0.5;
    private static final double END_OVERRUN_PERCENT = 10;

    private final String node;
    private final DeviceSpec.Position spec;
    private final Motor motor;
    private final Slot slot;
    private final Autonomy autonomy;
    private final VirtualTime time;

    /** What the node believes, which is not where the window is. */
    private double believed;

    private double target = Double.NaN;
    private double goal;
    private int direction;
    private int lastDirection;
    private long drivenUntil;
    private long restingSince = Long.MIN_VALUE / 2;

    PositionDevice(String node, DeviceSpec.Position spec, Motor motor, Slot slot, Autonomy autonomy, VirtualTime time) {
        this.node = node;
        this.spec = spec;
        this.motor = motor;
        this.slot = slot;
        this.autonomy = autonomy;
        this.time = time;
    }

    @Override
    public List<Slot> slots() {
        return List.of(slot);
    }

    @Override
    public void act() {
        follow();
        OptionalDouble told = slot.value();
        OptionalDouble wanted = told.isPresent() ? told : autonomy.percent(time.elapsed());
        if (wanted.isPresent() && wanted.getAsDouble() != target) {
            aim(Math.max(0, Math.min(100, wanted.getAsDouble())), wanted.getAsDouble());
        }
        drive();
        motor.inspect();
    }

    @Override
    public List<CcmDatum> states() {
        follow();
        String percent = CcmNumber.format(Math.max(0, Math.min(100, believed)), 0);
        return List.of(new CcmDatum(
                slot.tuple().type().withRole(CcmRole.OPERATION), slot.tuple().address(), 1, percent));
    }

    @Override
    public Truth truth() {
        boolean commanded = slot.valid() != null;
        return new Truth(time.elapsed(), node, spec.name(), motor.percent(), motor.isRunning(), 0, commanded);
    }

    @Override
    public void reboot() {
        slot.forget();
        target = Double.NaN;
        direction = 0;
        motor.relays(false, false);
    }

    private void aim(double clamped, double told) {
        target = told;
        boolean isEnd = clamped == 0 || clamped == 100;
        double overrun = isEnd ? (clamped == 0 ? -END_OVERRUN_PERCENT : END_OVERRUN_PERCENT) : 0;
        goal = clamped + overrun;
        if (isEnd && believed == clamped) {
            goal = clamped;
        }
    }

    private void drive() {
        if (Double.isNaN(target)) {
            return;
        }
        double left = goal - believed;
        int wanted = Math.abs(left) < DEADBAND_PERCENT ? 0 : left > 0 ? 1 : -1;
        if (wanted != direction && direction != 0) {
            halt();
        }
        boolean rested = time.nanos() - restingSince >= REVERSE_WAIT.toNanos();
        if (wanted != 0 && direction == 0 && (wanted == lastDirection || rested)) {
            direction = wanted;
            lastDirection = wanted;
            drivenUntil = time.nanos();
            motor.relays(wanted > 0, wanted < 0);
        }
    }

    private void halt() {
        direction = 0;
        restingSince = time.nanos();
        believed = Math.max(0, Math.min(100, believed));
        goal = Math.max(0, Math.min(100, goal));
        motor.relays(false, false);
    }

    /** Brings the node's belief up to now. */
    private void follow() {
        if (direction != 0) {
            Duration travel = direction > 0 ? spec.motor().open() : spec.motor().close();
            believed += direction * 100.0 * (time.nanos() - drivenUntil) / travel.toNanos();
            drivenUntil = time.nanos();
        }
    }
}

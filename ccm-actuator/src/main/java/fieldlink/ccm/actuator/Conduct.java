package fieldlink.ccm.actuator;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the two families of actuators carry out what the matrix has decided. */
sealed interface Conduct permits MotorConduct, SwitchConduct {
    static Conduct of(Turn turn) {
        Kind kind = turn.spec().kind();
        return kind instanceof Kind.Motor motor ? new MotorConduct(turn, motor) : new SwitchConduct(turn, kind);
    }

    /** What makes a command meaningless for this actuator, whatever it is doing. */
    Optional<Admission.Refused> objection(Order order);

    /** When an order may start after a rest. */
    Moment readyAt(Order order, @Nullable Rest rest);

    /** Starts an order from rest, after what remains of the pause. */
    Admission begin(Order order, @Nullable Rest rest);

    /** Puts an order in the place of what runs or is pending. */
    Admission preempt(Order order);

    /** Takes an actuator over from its node. */
    Admission takeOver(Order order);

    /** @return whether a calibration has begun */
    boolean calibrateIfDue(@Nullable Rest rest);

    /** Believes what the node reports. */
    void adopt(Feedback feedback, boolean idle);

    /** Tells a node that does not react once more. */
    void showAgain(Order order, Course course);
}

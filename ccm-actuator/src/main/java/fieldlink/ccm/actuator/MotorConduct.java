package fieldlink.ccm.actuator;

import fieldlink.ccm.ControlLevel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Motors: positions become times. */
final class MotorConduct implements Conduct {
    /** A node's report and our estimate may differ by this much without anybody having touched the motor. */
    private static final double EXTERNAL_MOVE = 2;
    /** What a node reports in whole percent may be off by. */
    private static final double REPORT_ERROR = 0.5;

    private final Turn turn;
    private final Kind.Motor motor;

    MotorConduct(Turn turn, Kind.Motor motor) {
        this.turn = turn;
        this.motor = motor;
    }

    /**
     * How to get somewhere.
     *
     * @param clamped whether limits changed the target
     */
    private record Plan(Direction direction, double target, Duration run, boolean clamped) {
        boolean isPartial() {
            return target != direction.endpoint();
        }
    }

    @Override
    public Optional<Admission.Refused> objection(Order order) {
        Operation operation = order.operation();
        if (operation instanceof Operation.Run || operation instanceof Operation.On) {
            return Optional.of(Admission.Refused.because(
                    Refusal.BAD_VALUE, "a motor is moved with open, close or set, not switched on"));
        }
        return Optional.empty();
    }

    @Override
    public Moment readyAt(Order order, @Nullable Rest rest) {
        Plan plan = plan(order);
        if (rest == null || plan == null || needsCalibration(order, plan)) {
            return turn.now();
        }
        return ready(plan, order, rest);
    }

    @Override
    public Admission begin(Order order, @Nullable Rest rest) {
        Optional<Admission> interlock = interlock(order);
        return interlock.isPresent() ? interlock.get() : move(order, rest);
    }

    private Admission move(Order order, @Nullable Rest rest) {
        Plan plan = plan(order);
        if (plan == null) {
            settle(rest, order.mandate());
            return new Admission.Noop("already there");
        }
        if (needsCalibration(order, plan)) {
            return calibrateFirst(order, rest);
        }
        Moment readyAt = ready(plan, order, rest);
        if (readyAt.isAfter(turn.now())) {
            turn.become(new Pending(order, rest, readyAt));
            turn.persist();
            Duration wait = turn.now().until(readyAt);
            return new Admission.Accepted(wait, wait.plus(plan.run), plan.clamped);
        }
        start(order, plan);
        return Admission.Accepted.now(plan.run, plan.clamped);
    }

    @Override
    public Admission preempt(Order order) {
        Optional<Admission> interlock = interlock(order);
        if (interlock.isPresent()) {
            return interlock.get();
        }
        Actuator actuator = turn.actuator();
        if (actuator.state() instanceof Moving moving && turn.now().isBefore(moving.endsAt())) {
            Position here = moving.positionAt(actuator, turn.now());
            Plan plan = plan(order, here);
            if (plan != null && plan.direction == moving.course().direction()) {
                return retarget(moving, order, plan);
            }
            if (plan != null && plan.isPartial() && moving.row() == MatrixRow.CALIBRATION) {
                // Broken off, the calibration would have to be begun again before anything could be moved halfway.
                return afterCalibration(order, moving.endsAt());
            }
        }
        actuator.state()
                .order()
                .ifPresent(old -> turn.report(
                        OccurrenceKind.PREEMPT,
                        old,
                        "by level " + order.mandate().level().number(),
                        Occurrence.Figures.NONE));
        boolean calibrating = actuator.state().row() == MatrixRow.CALIBRATION;
        Rest rest = actuator.state().halt(turn, order.mandate().level());
        if (calibrating) {
            turn.believe(turn.actuator().belief().withCalibrationDue(true));
        }
        return begin(order, rest);
    }

    @Override
    public Admission takeOver(Order order) {
        Optional<Admission> interlock = interlock(order);
        if (interlock.isPresent()) {
            return interlock.get();
        }
        Belief belief = turn.actuator().belief();
        Feedback feedback = belief.feedbackOrNull();
        Position reported = feedback != null && feedback.isFresh(turn.now())
                ? Position.estimate(feedback.percent(), REPORT_ERROR)
                : Position.unknown();
        turn.believe(belief.at(reported));
        Admission admission = begin(order, null);
        if (admission instanceof Admission.Noop) {
            // Ours from now on, even if it need not move.
            turn.showResting(order.mandate().level());
            turn.idle(order.mandate().level());
        }
        return admission;
    }

    @Override
    public boolean calibrateIfDue(@Nullable Rest rest) {
        Belief belief = turn.actuator().belief();
        boolean due = belief.calibrationDue() || belief.position().isWornOut();
        boolean allowed = turn.actuator().envelope().allows(motor.reference().endpoint());
        if (!due || !allowed) {
            return false;
        }
        String reason = belief.calibrationDue() ? "was put off" : "the estimate has worn out";
        return begin(calibration(reason), rest) instanceof Admission.Accepted;
    }

    @Override
    public void adopt(Feedback feedback, boolean idle) {
        Belief belief = turn.actuator().belief();
        Position before = belief.position();
        Position reported = Position.estimate(feedback.percent(), REPORT_ERROR);
        if (!before.known() || Math.abs(before.percent() - feedback.percent()) > EXTERNAL_MOVE) {
            turn.believe(belief.at(reported));
            OccurrenceKind kind = idle && before.isTrusted() ? OccurrenceKind.EXTERNAL_MOVE : OccurrenceKind.OPR;
            turn.report(kind, null, "", Occurrence.Figures.ended(before, reported, Duration.ZERO));
            turn.persist();
        } else if (!before.isTrusted()) {
            turn.believe(belief.at(reported));
        }
    }

    @Override
    public void showAgain(Order order, Course course) {
        show(order.mandate().level(), course);
    }

    /** The pause of a rest if there is one; the dead time always, also after a release or a cleared emergency. */
    private Moment ready(Plan plan, Order order, @Nullable Rest rest) {
        Rest last = turn.actuator().belief().lastRestOrNull();
        Moment dead = last == null ? turn.now() : last.readyAt(plan.direction, motor.pauses(), true);
        return rest == null
                ? dead
                : dead.later(rest.readyAt(
                        plan.direction, motor.pauses(), order.mandate().isSafety()));
    }

    private Admission retarget(Moving moving, Order order, Plan plan) {
        Course course = moving.course();
        Position here = moving.positionAt(turn.actuator(), turn.now());
        Course next;
        if (moving.row() == MatrixRow.CALIBRATION) {
            // On its way to the end it passes whatever a rule asks for; what remains follows from the envelope.
            next = course;
        } else if (here.isTrusted()) {
            Moment deadline =
                    course.start().at().plus(motor.travel().run(course.from().percent(), plan.target));
            next = course.towards(plan.target, deadline);
        } else if (needsCalibration(order, plan)) {
            return calibrateFirst(order, moving.halt(turn, order.mandate().level()));
        } else {
            next = course.towards(plan.target, turn.now().plus(plan.run));
        }
        turn.become(new Moving(order, next));
        Duration left = turn.now().until(next.deadline());
        turn.persist();
        show(order.mandate().level(), next);
        turn.report(OccurrenceKind.RETARGET, order, "", Occurrence.Figures.move(here, next.target(), left));
        return Admission.Accepted.now(left, plan.clamped);
    }

    private void start(Order order, Plan plan) {
        Position from = turn.actuator().position();
        Moment deadline = turn.now().plus(plan.run);
        Course course = new Course(
                plan.direction,
                plan.target,
                from,
                new Course.Start(turn.now(), Course.Departure.AWAITED),
                deadline,
                expectedAnswer(plan.direction));
        turn.become(new Moving(order, course));
        turn.persist();
        show(order.mandate().level(), course);
        OccurrenceKind kind = order.mandate().isCalibration() ? OccurrenceKind.CALIBRATE : OccurrenceKind.START;
        turn.report(kind, order, "", Occurrence.Figures.move(from, plan.target, plan.run));
    }

    private void show(ControlLevel level, Course course) {
        Drive drive = turn.spec().drive();
        Signal off = drive.resting(Position.exactly(course.target()));
        turn.showDriving(drive.moving(course.direction(), course.target()), off, level, course.guardAt(motor.travel()));
    }

    /** None from a node that does not report, or whose motor stands at the end already and cannot show that it moves. */
    private Course.Answer expectedAnswer(Direction direction) {
        Feedback feedback = turn.actuator().belief().feedbackOrNull();
        if (feedback == null
                || !feedback.isFresh(turn.now())
                || Math.abs(direction.endpoint() - feedback.percent()) < Course.Answer.NOTICEABLE) {
            return Course.Answer.notExpected(turn.now());
        }
        return Course.Answer.awaited(feedback.percent(), turn.now());
    }

    private Admission calibrateFirst(Order order, @Nullable Rest rest) {
        remember(order);
        // No interlock: the rule that wants the move wants the calibration that it takes.
        Admission calibration = move(calibration("needed by " + order.command().id()), rest);
        if (calibration instanceof Admission.Accepted accepted) {
            return new Admission.Queued(accepted.eta(), "calibrating first");
        }
        return calibration;
    }

    private Admission afterCalibration(Order order, Moment end) {
        remember(order);
        return new Admission.Queued(turn.now().until(end), "waits for CALIBRATING");
    }

    /** What a rule in force wants still stands in the envelope when the calibration is done; all else is queued. */
    private void remember(Order order) {
        SafetyRule rule = order.mandate().ruleOrNull();
        if (rule == null || rule != turn.actuator().envelope().ruleOrNull()) {
            turn.queue(turn.actuator().queue().withFirst(order));
        }
    }

    private Order calibration(String reason) {
        Mandate mandate = Mandate.of(SafetyRule.CALIBRATION, reason);
        String id = "calibration-" + turn.spec().name() + "-" + turn.now().nanos();
        return new Order(new ActuatorCommand(id, turn.spec().name(), new Operation.Calibrate(), mandate), turn.now());
    }

    /** What the rules in force say against an order. A rule gives way to a stronger one, whoever invokes it. */
    private Optional<Admission> interlock(Order order) {
        Envelope envelope = turn.actuator().envelope();
        SafetyRule rule = envelope.ruleOrNull();
        if (rule == null || envelope.allows(targetOf(order))) {
            return Optional.empty();
        }
        if (order.mandate().isSafety()) {
            boolean asStrong = order.mandate().rank() >= rule.rank();
            return asStrong ? Optional.empty() : Optional.of(giveWay(order, rule));
        }
        boolean overridden = order.command().override() && rule.mayBeOverridden();
        return overridden
                ? Optional.empty()
                : Optional.of(Admission.Refused.because(Refusal.INTERLOCK, "interlock_" + rule.word()));
    }

    private Admission giveWay(Order order, SafetyRule stronger) {
        if (order.mandate().isCalibration()) {
            turn.believe(turn.actuator().belief().withCalibrationDue(true));
            return new Admission.Queued(Duration.ZERO, "deferred by the " + stronger.word() + " rule");
        }
        turn.report(
                OccurrenceKind.SUPPRESS,
                order,
                "the " + stronger.word() + " rule outranks it",
                Occurrence.Figures.NONE);
        return new Admission.Noop("suppressed");
    }

    private boolean needsCalibration(Order order, Plan plan) {
        return plan.isPartial()
                && !turn.actuator().positionAt(turn.now()).isTrusted()
                && !(order.operation() instanceof Operation.Calibrate);
    }

    private @Nullable Plan plan(Order order) {
        return plan(order, turn.actuator().position());
    }

    /** @return nothing when there is nothing to move */
    private @Nullable Plan plan(Order order, Position from) {
        double target = targetOf(order);
        boolean clamped = order.operation() instanceof Operation.SetPosition asked && asked.percent() != target;
        boolean endpoint = target == 0 || target == 100;
        boolean calibration = order.operation() instanceof Operation.Calibrate;
        Travel travel = motor.travel();
        if (calibration || (endpoint && !from.isTrusted())) {
            Direction direction = target == 0 ? Direction.CLOSE : Direction.OPEN;
            return new Plan(direction, target, travel.fullRun(direction), clamped);
        }
        if (!from.known()) {
            return new Plan(Direction.from(100 - target, target), target, Duration.ZERO, clamped);
        }
        Duration run = travel.run(from.percent(), target);
        double way = Math.abs(target - from.percent());
        boolean tooSmall = way < motor.limits().deadband()
                || run.minus(travel.startDelay()).compareTo(motor.limits().shortestMove()) < 0;
        boolean nothing = endpoint ? way == 0 : tooSmall && from.isTrusted();
        return nothing ? null : new Plan(Direction.from(from.percent(), target), target, run, clamped);
    }

    private double targetOf(Order order) {
        Operation operation = order.operation();
        if (operation instanceof Operation.SetPosition asked) {
            return motor.limits().clamp(asked.percent());
        }
        if (operation instanceof Operation.Open) {
            return motor.limits().highest();
        }
        if (operation instanceof Operation.Close) {
            return motor.limits().lowest();
        }
        return motor.reference().endpoint();
    }

    /** A halt without a new start: what ran before is over. */
    private void settle(@Nullable Rest rest, Mandate mandate) {
        boolean halted = turn.actuator().state().order().isPresent();
        if (halted && rest != null) {
            turn.rest(rest, mandate);
        } else if (halted) {
            turn.idle(mandate.level());
        }
    }
}

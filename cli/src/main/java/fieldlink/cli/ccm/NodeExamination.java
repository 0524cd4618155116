package fieldlink.cli.ccm;

import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmMessage;
import fieldlink.ccm.CcmParse;
import fieldlink.ccm.CcmRole;
import fieldlink.ccm.CcmTransport;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.CcmType;
import fieldlink.ccm.cadence.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a node does with commands by giving it some and watching what it reports: its {@code opr}. Weaker
 * priorities are tried before stronger ones, because some nodes remember the strongest for ever.
 */
final class NodeExamination {
    /** In the order in which they are tried. */
    private static final int[] PRIORITIES = {29, 10, 1};

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /**
     * @param on a value that makes the node do something, and {@code off} one that ends it
     * @param listen how long to wait for a first report
     * @param reaction how long a report may take after a command
     * @param rest between two commands, for the motor
     * @param forget how long to wait for the node to go its own way
     */
    record Plan(
            CcmTuple tuple,
            String on,
            String off,
            Duration listen,
            Duration reaction,
            Duration rest,
            Duration forget) {}

    private final Plan plan;
    private final Hearing hearing;
    private final Sender sender;
    private final Consumer<String> progress;
    private final CcmTuple state;
    private final NodeFindings findings;
    private final List<Long> reportTimes = new ArrayList<>();
    private OptionalDouble reported = OptionalDouble.empty();
    /** The OFF to what was last switched on, until it has been said; for whoever breaks the examination off. */
    private volatile @Nullable CcmDatum owedOff;

    NodeExamination(Plan plan, CcmTransport transport, Hearing hearing, Consumer<String> progress) {
        this.plan = plan;
        this.hearing = hearing;
        this.sender = new Sender(transport);
        this.progress = progress;
        this.state = new CcmTuple(
                plan.tuple().type().withRole(CcmRole.OPERATION), plan.tuple().address());
        this.findings = new NodeFindings(plan.tuple());
    }

    NodeFindings run() throws InterruptedException {
        try {
            return examine();
        } finally {
            leaveNothingOn();
        }
    }

    /** Says OFF to what an examination that was broken off had switched on; may be called from any thread. */
    void leaveNothingOn() {
        CcmDatum off = owedOff;
        if (off != null) {
            owedOff = null;
            sender.sayLast(off);
        }
    }

    private NodeFindings examine() throws InterruptedException {
        sender.check(command(Optional.of(CcmRole.REMOTE_AUTOMATIC), 1, plan.on()));
        sender.check(command(Optional.of(CcmRole.REMOTE_AUTOMATIC), 1, plan.off()));
        if (!watchesItself()) {
            progress.accept("A: no " + state + " is heard: without it nothing more can be seen from here");
            return findings;
        }
        rolesAndPriorities();
        progress.accept("B: the node's own log is not on the network; look for these times in its pages");
        Optional<CcmRole> role = findings.role().flatMap(NodeExamination::roleOf);
        if (findings.role().isPresent()) {
            whoWins(role);
            forgetting(role);
        } else {
            progress.accept("C, D: it reacted to nothing; is it switched to local control?");
        }
        return findings;
    }

    /** Task A: does the node report what it does, and how often? */
    private boolean watchesItself() throws InterruptedException {
        progress.accept("A: listening for " + state);
        long deadline = Hearing.deadline(plan.listen());
        while (System.nanoTime() < deadline && reportTimes.size() < 3) {
            look(LOOK_EVERY);
        }
        if (reportTimes.size() > 1) {
            long span = reportTimes.get(reportTimes.size() - 1) - reportTimes.get(0);
            findings.states(Duration.ofNanos(span / (reportTimes.size() - 1)));
        } else if (reportTimes.size() == 1) {
            findings.states(plan.listen());
        }
        return !reportTimes.isEmpty();
    }

    /** Tasks C and D: which spelling of the type, and which priorities, does it obey? */
    private void rolesAndPriorities() throws InterruptedException {
        for (int priority : PRIORITIES) {
            for (String word : List.of("rcA", "rcM", "none")) {
                boolean obeyed = reactsTo(roleOf(word), priority);
                progress.accept(String.format(
                        Locale.ROOT, "D: role %s, priority %d: %s", word, priority, obeyed ? "obeyed" : "ignored"));
                if (obeyed) {
                    findings.accepts(word, priority);
                }
            }
        }
    }

    private boolean reactsTo(Optional<CcmRole> role, int priority) throws InterruptedException {
        double before = reported.orElse(0);
        switchOn(role, priority);
        boolean reacted = waitFor(() -> reported.orElse(before) != before, plan.reaction());
        sender.put(command(role, priority, plan.off()), Pace.SETTLING);
        // It may have obeyed and not said so in time.
        pause(Sender.BURST);
        if (reacted) {
            waitFor(() -> reported.orElse(before) == before, plan.reaction());
            pause(plan.rest());
        }
        endOff(role, priority);
        return reacted;
    }

    /** Task C: when priority 1 says ON and a weaker one then says OFF, which does it obey? */
    private void whoWins(Optional<CcmRole> role) throws InterruptedException {
        if (!findings.takesEveryPriority()) {
            return;
        }
        double before = reported.orElse(0);
        switchOn(role, 1);
        boolean on = waitFor(() -> reported.orElse(before) != before, plan.reaction());
        sender.put(command(role, 10, plan.off()), Pace.SETTLING);
        boolean off = waitFor(() -> reported.orElse(before) == before, plan.reaction());
        sender.put(command(role, 1, plan.off()), Pace.SETTLING);
        pause(plan.rest());
        endOff(role, 1);
        if (on) {
            findings.weakerWinsLater(off);
            progress.accept("C: a later, weaker command of the same sender " + (off ? "wins" : "loses"));
        }
    }

    /** Task C: how long after the last packet does it go its own way? */
    private void forgetting(Optional<CcmRole> role) throws InterruptedException {
        int priority = findings.takesEveryPriority() ? 10 : 1;
        double before = reported.orElse(0);
        switchOn(role, priority);
        boolean on = waitFor(() -> reported.orElse(before) != before, plan.reaction());
        sender.drop(command(role, priority, plan.on()));
        long silent = System.nanoTime();
        boolean forgot = on && waitFor(() -> reported.orElse(before) == before, plan.forget());
        Duration took = Duration.ofNanos(System.nanoTime() - silent);
        sender.put(command(role, priority, plan.off()), Pace.SETTLING);
        pause(Sender.BURST);
        owedOff = null;
        if (forgot) {
            findings.forgetsAfter(took);
            progress.accept(String.format(
                    Locale.ROOT, "C: %.1f s after the last packet it goes its own way", took.toMillis() / 1000.0));
        } else {
            progress.accept("C: it keeps the last command for more than "
                    + plan.forget().toSeconds() + " s");
        }
    }

    private void switchOn(Optional<CcmRole> role, int priority) {
        owedOff = command(role, priority, plan.off());
        sender.put(command(role, priority, plan.on()), Pace.MOVING);
    }

    private void endOff(Optional<CcmRole> role, int priority) {
        owedOff = null;
        sender.drop(command(role, priority, plan.off()));
    }

    private boolean waitFor(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        long deadline = Hearing.deadline(atMost);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            look(LOOK_EVERY);
        }
        return condition.getAsBoolean();
    }

    private void pause(Duration time) throws InterruptedException {
        long deadline = Hearing.deadline(time);
        while (System.nanoTime() < deadline) {
            look(LOOK_EVERY);
        }
    }

    /** Sends what is due for a moment and takes in what was heard meanwhile. */
    private void look(Duration moment) throws InterruptedException {
        sender.sendUntil(Hearing.deadline(moment));
        long now = System.nanoTime();
        for (Optional<CcmDatagram> next = hearing.next(now); next.isPresent(); next = hearing.next(now)) {
            if (next.get().parse() instanceof CcmParse.Parsed parsed
                    && parsed.packet().message() instanceof CcmMessage.Values values) {
                values.data().stream()
                        .filter(datum -> datum.tuple().equals(state))
                        .forEach(this::take);
            }
        }
    }

    private void take(CcmDatum datum) {
        reported = datum.number();
        reportTimes.add(System.nanoTime());
    }

    private CcmDatum command(Optional<CcmRole> role, int priority, String text) {
        CcmType type = plan.tuple().type();
        CcmType spelled = role.isPresent() ? type.withRole(role.get()) : type;
        return new CcmDatum(spelled, plan.tuple().address(), priority, text);
    }

    private static Optional<CcmRole> roleOf(String word) {
        return switch (word) {
            case "rcA" -> Optional.of(CcmRole.REMOTE_AUTOMATIC);
            case "rcM" -> Optional.of(CcmRole.REMOTE_MANUAL);
            default -> Optional.empty();
        };
    }
}

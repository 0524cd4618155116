package fieldlink.ccm.actuator;

import static fieldlink.ccm.actuator.Verdict.*;

import java.util.EnumMap;
import java.util.Map;

/**
 * Who may interrupt whom on one actuator, as data: what it is doing × what is asked → what happens. Calibration is level
 * 2 with the lowest rank, so that level 3 and 4 wait for it and levels 1 and 2 do not.
 */
public final class InterruptMatrix {
    /** The columns, in the order of {@link MatrixColumn}. */
    private static final Map<MatrixRow, Verdict[]> STANDARD = new EnumMap<>(Map.of(
            MatrixRow.IDLE, //
            row(LATCH, RUN, RUN, RUN, REPEAT_OFF, RUN, RELEASE),
            MatrixRow.LATCHED,
            row(
                    REPEAT_OFF,
                    REJECT_LATCHED_WITH_ALARM,
                    DEFER,
                    REJECT_LATCHED,
                    REPEAT_OFF,
                    REJECT_LATCHED,
                    REJECT_LATCHED),
            MatrixRow.RULE,
            row(LATCH, PREEMPT_BY_RANK, DEFER, QUEUE, REJECT_SAFETY, QUEUE, REJECT_SAFETY),
            MatrixRow.CALIBRATION,
            row(LATCH, PREEMPT, NOTHING_TO_DO, QUEUE, REJECT_UNLESS_FORCED, QUEUE, REJECT_CALIBRATING),
            MatrixRow.MANUAL,
            row(LATCH, PREEMPT, PREEMPT, PREEMPT, STOP, QUEUE, STOP_AND_RELEASE),
            MatrixRow.AUTOMATIC,
            row(LATCH, PREEMPT, PREEMPT, PREEMPT, STOP, QUEUE, STOP_AND_RELEASE),
            MatrixRow.COOLING,
            row(
                    LATCH,
                    RUN_AFTER_DEAD_TIME,
                    RUN_AFTER_DEAD_TIME,
                    RUN_AFTER_COOLING,
                    NOTHING_TO_DO,
                    RUN_AFTER_COOLING,
                    RELEASE),
            MatrixRow.RELEASED,
            row(LATCH, TAKE_OVER, TAKE_OVER, TAKE_OVER, REPEAT_OFF, TAKE_OVER, NOTHING_TO_DO),
            MatrixRow.FAULT,
            row(LATCH, ONE_TRY, REJECT_FAULT, REJECT_FAULT, REPEAT_OFF, REJECT_FAULT, RELEASE)));

    private final Map<MatrixRow, Map<MatrixColumn, Verdict>> cells = new EnumMap<>(MatrixRow.class);

    /** Where the design memo and its review disagree, a site may choose the memo's way. */
    public record Options(
            boolean manualLocks, boolean automaticLocks, boolean calibrationRejects, boolean rulesAlwaysPreempt) {
        public static final Options STANDARD = new Options(false, false, false, false);
    }

    public InterruptMatrix(Options options) {
        STANDARD.forEach((row, verdicts) -> {
            Map<MatrixColumn, Verdict> line = new EnumMap<>(MatrixColumn.class);
            MatrixColumn[] columns = MatrixColumn.values();
            for (int i = 0; i < columns.length; i++) {
                line.put(columns[i], verdicts[i]);
            }
            cells.put(row, line);
        });
        if (options.manualLocks) {
            set(MatrixRow.MANUAL, MatrixColumn.MANUAL_MOVE, REJECT_BUSY);
        }
        if (options.automaticLocks) {
            set(MatrixRow.AUTOMATIC, MatrixColumn.AUTOMATIC, REJECT_BUSY);
        }
        if (options.calibrationRejects) {
            set(MatrixRow.CALIBRATION, MatrixColumn.MANUAL_MOVE, REJECT_CALIBRATING);
        }
        if (options.rulesAlwaysPreempt) {
            set(MatrixRow.RULE, MatrixColumn.RULE, PREEMPT);
        }
    }

    public static InterruptMatrix standard() {
        return new InterruptMatrix(Options.STANDARD);
    }

    public Verdict at(MatrixRow running, MatrixColumn asked) {
        Map<MatrixColumn, Verdict> line = cells.get(running);
        Verdict verdict = line == null ? null : line.get(asked);
        if (verdict == null) {
            throw new IllegalStateException("the matrix has no cell for " + running + " and " + asked);
        }
        return verdict;
    }

    private void set(MatrixRow row, MatrixColumn column, Verdict verdict) {
        Map<MatrixColumn, Verdict> line = cells.get(row);
        if (line != null) {
            line.put(column, verdict);
        }
    }

    private static Verdict[] row(Verdict... verdicts) {
        return verdicts;
    }
}

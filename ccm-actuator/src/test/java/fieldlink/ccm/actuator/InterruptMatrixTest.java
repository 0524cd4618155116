package fieldlink.ccm.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ccm.actuator.InterruptMatrix.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The matrix cell by cell: each line is a row of the table as it is written in docs/reference/actuator.md. */
class InterruptMatrixTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            IDLE        | LATCH      | RUN                       | RUN                 | RUN               | REPEAT_OFF           | RUN               | RELEASE
            LATCHED     | REPEAT_OFF | REJECT_LATCHED_WITH_ALARM | DEFER               | REJECT_LATCHED    | REPEAT_OFF           | REJECT_LATCHED    | REJECT_LATCHED
            RULE        | LATCH      | PREEMPT_BY_RANK           | DEFER               | QUEUE             | REJECT_SAFETY        | QUEUE             | REJECT_SAFETY
            CALIBRATION | LATCH      | PREEMPT                   | NOTHING_TO_DO       | QUEUE             | REJECT_UNLESS_FORCED | QUEUE             | REJECT_CALIBRATING
            MANUAL      | LATCH      | PREEMPT                   | PREEMPT             | PREEMPT           | STOP                 | QUEUE             | STOP_AND_RELEASE
            AUTOMATIC   | LATCH      | PREEMPT                   | PREEMPT             | PREEMPT           | STOP                 | QUEUE             | STOP_AND_RELEASE
            COOLING     | LATCH      | RUN_AFTER_DEAD_TIME       | RUN_AFTER_DEAD_TIME | RUN_AFTER_COOLING | NOTHING_TO_DO        | RUN_AFTER_COOLING | RELEASE
            RELEASED    | LATCH      | TAKE_OVER                 | TAKE_OVER           | TAKE_OVER         | REPEAT_OFF           | TAKE_OVER         | NOTHING_TO_DO
            FAULT       | LATCH      | ONE_TRY                   | REJECT_FAULT        | REJECT_FAULT      | REPEAT_OFF           | REJECT_FAULT      | RELEASE
            """)
    void eachCellIsAsTheTableSays(
            MatrixRow row,
            Verdict emergency,
            Verdict rule,
            Verdict calibration,
            Verdict manual,
            Verdict stop,
            Verdict automatic,
            Verdict release) {
        Verdict[] expected = {emergency, rule, calibration, manual, stop, automatic, release};
        MatrixColumn[] columns = MatrixColumn.values();
        assertThat(columns).hasSameSizeAs(expected);
        for (int i = 0; i < columns.length; i++) {
            assertThat(InterruptMatrix.standard().at(row, columns[i]))
                    .as(row + " × " + columns[i])
                    .isEqualTo(expected[i]);
        }
    }

    @Test
    void eachOptionChangesItsOwnCellOnly() {
        assertChanged(new Options(true, false, false, false), MatrixRow.MANUAL, MatrixColumn.MANUAL_MOVE);
        assertChanged(new Options(false, true, false, false), MatrixRow.AUTOMATIC, MatrixColumn.AUTOMATIC);
        assertChanged(new Options(false, false, true, false), MatrixRow.CALIBRATION, MatrixColumn.MANUAL_MOVE);
        assertChanged(new Options(false, false, false, true), MatrixRow.RULE, MatrixColumn.RULE);
    }

    private static void assertChanged(Options options, MatrixRow changedRow, MatrixColumn changedColumn) {
        InterruptMatrix changed = new InterruptMatrix(options);
        for (MatrixRow row : MatrixRow.values()) {
            for (MatrixColumn column : MatrixColumn.values()) {
                boolean differs =
                        changed.at(row, column) != InterruptMatrix.standard().at(row, column);
                assertThat(differs).as(row + " × " + column).isEqualTo(row == changedRow && column == changedColumn);
            }
        }
    }
}

package fieldlink.ccm.engine;

import static fieldlink.ccm.engine.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.Mandate;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.SafetyRule;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What really happens in each cell of the interrupt matrix, pending moves included: the reply, and the state right after
 * it. {@code InterruptMatrixTest} holds the table itself.
 */
class MatrixCellsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # doing         | emergency        | wind closes      | calibrate            | person to 80      | person stops      | program to 80     | release
            idle            | accepted BLOCKED | accepted MOVING  | accepted CALIBRATING | accepted MOVING   | noop IDLE         | accepted MOVING   | accepted RELEASED
            latched         | noop BLOCKED     | latched BLOCKED  | queued BLOCKED       | latched BLOCKED   | noop BLOCKED      | latched BLOCKED   | latched BLOCKED
            rule            | accepted BLOCKED | accepted MOVING  | queued MOVING        | queued MOVING     | safety MOVING     | queued MOVING     | safety MOVING
            calibration     | accepted BLOCKED | accepted MOVING  | noop CALIBRATING     | queued CALIBRATING | calibrating CALIBRATING | queued CALIBRATING | calibrating CALIBRATING
            person          | accepted BLOCKED | accepted PENDING | accepted PENDING     | accepted MOVING   | accepted COOLING  | queued MOVING     | accepted RELEASED
            program         | accepted BLOCKED | accepted PENDING | accepted PENDING     | accepted MOVING   | accepted COOLING  | queued MOVING     | accepted RELEASED
            cooling         | accepted BLOCKED | accepted PENDING | accepted PENDING     | cooling COOLING   | noop COOLING      | cooling COOLING   | accepted RELEASED
            pending rule    | accepted BLOCKED | noop PENDING     | queued PENDING       | queued PENDING    | safety PENDING    | queued PENDING    | safety PENDING
            pending person  | accepted BLOCKED | accepted PENDING | accepted PENDING     | accepted PENDING  | accepted COOLING  | queued PENDING    | accepted RELEASED
            released        | accepted BLOCKED | accepted MOVING  | accepted CALIBRATING | queued CALIBRATING | noop RELEASED    | queued CALIBRATING | noop RELEASED
            fault           | accepted BLOCKED | accepted MOVING  | fault FAULT          | fault FAULT       | noop FAULT        | fault FAULT       | accepted RELEASED
            """)
    void eachCellDoesWhatTheTableSays(
            String doing,
            String emergency,
            String rule,
            String calibration,
            String person,
            String stop,
            String program,
            String release) {
        List<String> expected = List.of(emergency, rule, calibration, person, stop, program, release);
        List<ActuatorCommand> asked = List.of(
                command(new Operation.Stop(true), Mandate.of(ControlLevel.EMERGENCY, "test", "")),
                command(new Operation.SetPosition(0), Mandate.of(SafetyRule.WIND, "")),
                command(new Operation.Calibrate(), Mandate.of(SafetyRule.CALIBRATION, "")),
                command(new Operation.SetPosition(80), Mandate.of(ControlLevel.MANUAL, "test", "")),
                command(new Operation.Stop(false), Mandate.of(ControlLevel.MANUAL, "test", "")),
                command(new Operation.SetPosition(80), Mandate.of(ControlLevel.AUTOMATIC, "test", "")),
                command(new Operation.Release(), Mandate.of(ControlLevel.MANUAL, "test", "")));
        for (int column = 0; column < asked.size(); column++) {
            VirtualHouse house = new VirtualHouse(window("W")).started();
            bring(house, doing);
            Admission admission = house.submit(asked.get(column));
            assertThat(word(admission) + " " + house.state("W"))
                    .as("%s × %s", doing, asked.get(column).id())
                    .isEqualTo(expected.get(column));
        }
    }

    private static void bring(VirtualHouse house, String doing) {
        if (!doing.equals("fault")) {
            house.at("W", 50);
        }
        switch (doing) {
            case "idle" -> {}
            case "latched" -> house.emergency();
            case "rule" -> house.rule("W", SafetyRule.FROST, new Operation.SetPosition(0));
            case "calibration" -> house.rule("W", SafetyRule.CALIBRATION, new Operation.Calibrate());
            case "person" -> house.set("W", 100);
            case "program" -> house.setAutomatic("W", 100);
            case "cooling" -> {
                house.set("W", 60);
                house.run(6 + 1);
            }
            case "pending rule" -> {
                house.set("W", 100);
                house.run(10);
                house.rule("W", SafetyRule.WIND, new Operation.SetPosition(0));
            }
            case "pending person" -> {
                house.set("W", 100);
                house.run(10);
                house.set("W", 20);
            }
            case "released" -> house.command("W", new Operation.Release(), ControlLevel.MANUAL);
            case "fault" -> PauseRowsTest.tripThreeTimes(house);
            default -> throw new IllegalArgumentException(doing);
        }
        house.run(1);
    }

    private static ActuatorCommand command(Operation operation, Mandate mandate) {
        String id =
                "level " + mandate.level().number() + " " + operation.getClass().getSimpleName();
        return new ActuatorCommand(id, "W", operation, mandate);
    }

    private static String word(Admission admission) {
        if (admission instanceof Admission.Refused refused) {
            return refused.refusal().word();
        }
        return admission instanceof Admission.Accepted
                ? "accepted"
                : admission instanceof Admission.Queued ? "queued" : "noop";
    }
}

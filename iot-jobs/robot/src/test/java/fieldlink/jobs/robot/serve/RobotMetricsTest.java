package fieldlink.jobs.robot.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RobotMetricsTest {
    @Test
    void aStatusBecomesGaugesAndCounters() {
        String text = RobotMetrics.text(Rig.JSON.readTree("""
                {"worker":"ready","operator":"ada","clients":3,"waiting":1,"dead_man":false,
                 "counters":{"calls":7,"pushes_dropped":2}}"""));
        assertThat(text.lines())
                .contains(
                        "fieldlink_robot_clients 3.0",
                        "fieldlink_robot_waiting 1.0",
                        "fieldlink_robot_ready 1.0",
                        "fieldlink_robot_driven 1.0",
                        "fieldlink_robot_stopped 0.0",
                        "# HELP fieldlink_robot_calls_total Calls answered",
                        "fieldlink_robot_calls_total 7.0",
                        "fieldlink_robot_pushes_dropped_total 2.0");
    }
}

package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.RobotSettings;
import java.time.InstantSource;

/** What the parts of a host share. */
record Wiring(Mailbox mailbox, Brake brake, RobotSettings settings, InstantSource clock) {}

package fieldlink.ccm.engine;

import fieldlink.ccm.actuator.Admission;

/**
 * The answer to a command.
 *
 * @param commandId the command it answers
 */
public record Reply(String commandId, Admission admission) {}

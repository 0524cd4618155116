package fieldlink.cli.gateway.device;

import fieldlink.cli.gateway.config.GatewayConfig;
import fieldlink.cli.gateway.equipment.Equipment;
import fieldlink.jobs.agent.Skill;
import java.util.ArrayList;
import java.util.List;

/** What a gateway of some configuration can be asked for. */
public final class LocalDevice {
    private LocalDevice() {}

    /** By what is configured: a part that is not at work at the moment fails the job, and says so. */
    public static List<Skill> skills(GatewayConfig.Parts parts, Equipment equipment) {
        List<Skill> skills = new ArrayList<>();
        parts.ble().ifPresent(ble -> skills.addAll(new BleSkills(equipment.radio()).all()));
        parts.powerHub()
                .ifPresent(hubs -> skills.addAll(
                        new HubSkills(equipment.hubs(), hubs.hubs().keySet(), hubs.scenes()).all()));
        parts.ccm().ifPresent(ccm -> {
            skills.addAll(new ActuatorSkills(
                            equipment.bridge(),
                            ccm.house().settings().actuators().values())
                    .all());
            skills.add(new ScriptSkill(equipment.bridge()).skill());
        });
        parts.robot().ifPresent(robot -> skills.add(new RobotSkill(equipment.robot()).skill()));
        return List.copyOf(skills);
    }
}

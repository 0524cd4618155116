package fieldlink.cli.gateway.equipment;

import fieldlink.ble.session.BleSession;
import fieldlink.cli.actuator.BridgeProcess;
import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.robot.serve.RobotServer;

/** What the gateway can work with at the moment; one for the whole process. */
public record Equipment(
        Handle<BleSession> radio,
        Handle<Hubs> hubs,
        Handle<BridgeProcess> bridge,
        Handle<RobotServer> robot,
        Handle<JobQueue> queue,
        Handle<Operators> operators) {
    /** With nothing at work yet. */
    public static Equipment none() {
        return new Equipment(
                new Handle<>("ble"),
                new Handle<>("powerhub"),
                new Handle<>("ccm"),
                new Handle<>("robot"),
                new Handle<>("jobs"),
                new Handle<>("jobs"));
    }
}

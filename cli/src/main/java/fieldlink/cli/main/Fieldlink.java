package fieldlink.cli.main;

import fieldlink.cli.CommandGroup;
import fieldlink.cli.Node;
import fieldlink.cli.Syntax;
import fieldlink.cli.actuator.ActuatorCommands;
import fieldlink.cli.ble.ReadCommand;
import fieldlink.cli.ble.ScanCommand;
import fieldlink.cli.ble.SendCommand;
import fieldlink.cli.ble.WatchCommand;
import fieldlink.cli.ble.daemon.BleCommands;
import fieldlink.cli.ccm.CcmCommands;
import fieldlink.cli.doctor.DoctorCommand;
import fieldlink.cli.gateway.ConfigCommands;
import fieldlink.cli.gateway.StatusCommand;
import fieldlink.cli.gateway.UpCommand;
import fieldlink.cli.jobs.JobsCommands;
import fieldlink.cli.powerhub.PowerHubCommands;
import fieldlink.cli.robot.RobotCommands;
import fieldlink.cli.script.ScriptCommands;
import java.util.List;

/** The root: every command Fieldlink has, by its first word. */
final class Fieldlink implements CommandGroup {
    static final String SUMMARY =
            "Bluetooth LE, PowerHub, greenhouse actuators, device jobs and robots on one gateway.";

    @Override
    public List<Entry> entries() {
        return List.of(
                new Entry("up", "Run the gateway: everything that is configured, in one process."),
                new Entry("status", "Say how every part of the running gateway is."),
                new Entry("config", "Check the gateway's configuration, and show what is in force."),
                new Entry("doctor", "Say what on this machine is missing or wrong, and what mends it."),
                new Entry("scan", "Listen for Bluetooth LE devices."),
                new Entry("read", "Read a characteristic of a device."),
                new Entry("send", "Write a characteristic of a device."),
                new Entry("watch", "Follow the notifications of a device."),
                new Entry("wait", "Wait until an actuator, a job or a device is as wanted."),
                new Entry("ble", "Share the radio between programs, and look after it."),
                new Entry("powerhub", "Drive PowerHub boards, and read and write their bytes."),
                new Entry("ccm", "Hear, send and examine UECS-CCM packets; simulate a greenhouse."),
                new Entry("actuator", "Move windows, curtains and valves through the bridge, or run the bridge."),
                new Entry("script", "Run a script over actuators, such as a calibration."),
                new Entry("jobs", "Queue jobs for devices: the server, and what operators do."),
                new Entry("robot", "Host a robot project, and drive one: upload, call, stop."),
                new Entry("completion", "Print a shell completion script."));
    }

    @Override
    public Node open(String name, Syntax syntax) {
        return switch (name) {
            case "up" -> new UpCommand(syntax);
            case "status" -> new StatusCommand(syntax);
            case "config" -> new ConfigCommands();
            case "doctor" -> new DoctorCommand(syntax);
            case "scan" -> new ScanCommand(syntax);
            case "read" -> new ReadCommand(syntax);
            case "send" -> new SendCommand(syntax);
            case "watch" -> new WatchCommand(syntax);
            case "wait" -> new WaitCommand(syntax);
            case "ble" -> new BleCommands();
            case "powerhub" -> new PowerHubCommands();
            case "ccm" -> new CcmCommands();
            case "actuator" -> new ActuatorCommands();
            case "script" -> new ScriptCommands();
            case "jobs" -> new JobsCommands();
            case "robot" -> new RobotCommands();
            case "completion" -> new CompletionCommand(syntax);
            default -> throw CommandGroup.unknown(name);
        };
    }
}

package fieldlink.cli.ble.daemon;

import fieldlink.cli.CommandGroup;
import fieldlink.cli.Node;
import fieldlink.cli.Syntax;
import fieldlink.cli.doctor.BleDoctorCommand;
import java.util.List;

/** {@code fieldlink ble …}. */
public final class BleCommands implements CommandGroup {
    @Override
    public List<Entry> entries() {
        return List.of(
                new Entry("daemon", "Share the radio with every program of this machine."),
                new Entry("status", "Say how the daemon's radio is, or print its metrics."),
                new Entry("queue", "List the requests that wait and run."),
                new Entry("adapters", "List the Bluetooth adapters and who holds their slots."),
                new Entry("links", "List the links to devices and who holds them."),
                new Entry("sensors", "Show the readings that sensors advertise."),
                new Entry("switchbot", "Drive a SwitchBot plug, bot or curtain."),
                new Entry("info", "Show the services and characteristics of a device."),
                new Entry("forget", "Make the system forget a device, cached services included."),
                new Entry("recover", "Take one step of the recovery ladder on an adapter now."),
                new Entry("doctor", "Say what Bluetooth lacks on this machine, and what mends it."));
    }

    @Override
    public Node open(String name, Syntax syntax) {
        return switch (name) {
            case "daemon" -> new DaemonCommand(syntax);
            case "status" -> new StatusCommand(syntax);
            case "queue" -> new TableCommand(syntax, "queue", Tables::queue);
            case "adapters" -> new TableCommand(syntax, "adapters", Tables::adapters);
            case "links" -> new TableCommand(syntax, "links", Tables::links);
            case "sensors" -> new SensorsCommand(syntax);
            case "switchbot" -> new SwitchBotControl(syntax);
            case "info" -> new InfoCommand(syntax);
            case "forget" -> new ForgetCommand(syntax);
            case "recover" -> new RecoverCommand(syntax);
            case "doctor" -> new BleDoctorCommand(syntax);
            default -> throw CommandGroup.unknown(name);
        };
    }
}

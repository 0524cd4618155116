package fieldlink.cli.doctor;

import fieldlink.ble.ipc.Endpoint;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.util.ArrayList;
import java.util.List;

/** {@code fieldlink ble doctor}: what {@code fieldlink doctor} sees of Bluetooth, and whether a daemon answers. */
public final class BleDoctorCommand implements Command {
    public BleDoctorCommand(Syntax syntax) {
        syntax.details("Looks at bus, BlueZ, adapters, rights, Wi-Fi and daemon; ends with 1 when something that"
                + " Bluetooth needs does not work. How a running daemon fares is said by 'ble status'.");
        syntax.examples("ble doctor", "ble doctor --json");
    }

    @Override
    public ExitCode run(Given given, Console console) {
        RadioExamination examination = new RadioExamination(new LocalMachine());
        List<Finding> findings = new ArrayList<>(examination.findings());
        if (Endpoint.find(console.environment()) instanceof Endpoint.Unix unix) {
            findings.add(examination.daemon(unix.path()));
        }
        return DoctorCommand.tell(findings, console);
    }
}

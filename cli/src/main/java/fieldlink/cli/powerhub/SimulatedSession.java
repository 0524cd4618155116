package fieldlink.cli.powerhub;

import fieldlink.cli.Console;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.HubCharacteristic;
import fieldlink.powerhub.PowerCommand;
import fieldlink.powerhub.WireBytes;
import fieldlink.powerhub.sim.HubEvent;
import fieldlink.powerhub.sim.HubSimulator;
import fieldlink.powerhub.sim.ReadReport;
import fieldlink.powerhub.sim.WriteReport;
import java.util.List;
import java.util.OptionalInt;

/** One simulated hub with somebody connected to it, driven by lines of words. */
final class SimulatedSession {
    static final String FORMS = "write CHAR HEX | read CHAR | subscribe CHAR | unsubscribe CHAR | advance TIME"
            + " | supply VOLTAGE | temperature DEGREES|none | connect | disconnect | power-cycle | and any command"
            + " that 'encode' takes";

    private static final int HANDLE = 1;

    private final HubSimulator hub;
    private final Console console;

    SimulatedSession(HubSimulator hub, Console console) {
        this.hub = hub;
        this.console = console;
        hub.listen(this::happened);
        hub.connect(HANDLE);
    }

    /** @return false when the line made no sense; the hub is as before then */
    boolean take(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return true;
        }
        try {
            run(List.of(line.split("\\s+")));
            return true;
        } catch (IllegalArgumentException | IllegalStateException e) {
            console.result(
                    line("error").with("error", String.valueOf(e.getMessage())).toString());
            return false;
        }
    }

    private void run(List<String> words) {
        String first = words.get(0);
        switch (first) {
            case "help" -> console.remark(FORMS);
            case "write" ->
                write(characteristic(words), WireBytes.parse(String.join("", words.subList(2, words.size()))));
            case "read" -> read(characteristic(words));
            case "subscribe" -> subscribe(characteristic(words), true);
            case "unsubscribe" -> subscribe(characteristic(words), false);
            case "advance" -> hub.advance(Quantity.time("time", only(words)));
            case "supply" -> hub.sensors().setSupplyMillivolts(Quantity.millivolts("supply", only(words)));
            case "temperature" -> temperature(only(words));
            case "connect" -> hub.connect(HANDLE);
            case "disconnect" -> hub.disconnect();
            case "power-cycle" -> hub.powerCycle();
            default -> command(words);
        }
    }

    private void command(List<String> words) {
        if (PowerWords.isPowerCommand(words.get(0))) {
            for (PowerCommand command : PowerWords.parse(words)) {
                write(HubCharacteristic.POWER, command.encode());
            }
        } else {
            CommandBatch batch = CommandBatch.of(new CommandWords(words, false).parse());
            write(HubCharacteristic.CONTROL, batch.encode());
        }
    }

    private void write(HubCharacteristic characteristic, WireBytes value) {
        requireConnection();
        WriteReport report = hub.write(characteristic, value);
        ReportLine line = line("write").with("characteristic", uuid(characteristic));
        line.with("att", report.status().isPresent() ? report.status().getAsInt() : -1);
        if (characteristic == HubCharacteristic.CONTROL) {
            line.with("queued", report.accepted().size());
        }
        console.result(line.toString());
    }

    private void read(HubCharacteristic characteristic) {
        requireConnection();
        ReadReport report = hub.read(characteristic);
        console.result(line("read")
                .with("characteristic", uuid(characteristic))
                .with("att", report.status())
                .with("value", report.value().hex())
                .toString());
    }

    private void subscribe(HubCharacteristic characteristic, boolean on) {
        requireConnection();
        if (!hub.subscribe(characteristic, on)) {
            throw new IllegalArgumentException(uuid(characteristic) + " does not notify");
        }
    }

    private void temperature(String text) {
        OptionalInt power =
                text.equals("none") ? OptionalInt.empty() : OptionalInt.of(Quantity.centiDegrees("temperature", text));
        hub.sensors().setTemperatures(power, hub.sensors().controlCentiDegrees());
    }

    private void requireConnection() {
        if (!hub.isConnected()) {
            throw new IllegalStateException(
                    hub.isAsleep() ? "the hub is asleep" : "nobody is connected; say 'connect'");
        }
    }

    private void happened(HubEvent event) {
        ReportLine line;
        if (event instanceof HubEvent.Duty duty) {
            line = line("duty").with("channel", duty.channel()).with("duty", duty.duty());
        } else if (event instanceof HubEvent.Fade fade) {
            line = line("fade")
                    .with("channel", fade.channel())
                    .with("duty", fade.duty())
                    .with("ms", fade.millis());
        } else if (event instanceof HubEvent.Notification notification) {
            line = line("notification")
                    .with("characteristic", uuid(notification.characteristic()))
                    .with("value", notification.value().hex());
        } else if (event instanceof HubEvent.Crashed crashed) {
            line = line("crashed").with("assertion", crashed.assertion());
        } else if (event instanceof HubEvent.Overheated) {
            line = line("overheated");
        } else if (event instanceof HubEvent.CooledDown) {
            line = line("cooled_down");
        } else if (event instanceof HubEvent.FellAsleep) {
            line = line("fell_asleep");
        } else {
            line = line("booted");
        }
        console.result(line.toString());
    }

    private ReportLine line(String event) {
        return new ReportLine(console.json()).with("at_ms", hub.nowMillis()).with("event", event);
    }

    private static HubCharacteristic characteristic(List<String> words) {
        if (words.size() < 2) {
            throw new IllegalArgumentException("'" + words.get(0) + "' needs a characteristic; the forms are " + FORMS);
        }
        return HubCharacteristic.parse(words.get(1));
    }

    private static String only(List<String> words) {
        if (words.size() != 2) {
            throw new IllegalArgumentException("'" + words.get(0) + "' takes one word; the forms are " + FORMS);
        }
        return words.get(1);
    }

    private static String uuid(HubCharacteristic characteristic) {
        return Integer.toHexString(characteristic.shortUuid());
    }
}

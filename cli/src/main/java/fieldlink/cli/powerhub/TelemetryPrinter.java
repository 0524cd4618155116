package fieldlink.cli.powerhub;

import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.powerhub.Channel;
import fieldlink.powerhub.MonitorFlag;
import fieldlink.powerhub.MonitorLayout;
import fieldlink.powerhub.Telemetry;
import fieldlink.powerhub.client.TelemetryEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Prints what a telemetry stream says; each event counts for as many measurements as it is. */
final class TelemetryPrinter implements TelemetryEvent.Visitor<Integer> {
    private final Console console;
    private final boolean csv;
    private final InstantSource clock;
    private boolean headed;

    TelemetryPrinter(Console console, boolean csv, InstantSource clock) {
        this.console = console;
        this.csv = csv;
        this.clock = clock;
    }

    @Override
    public Integer measured(Telemetry telemetry) {
        Instant now = clock.instant();
        if (console.json()) {
            console.result(FrameJson.measurement(telemetry, now));
            return 1;
        }
        if (!headed) {
            headed = true;
            console.result(line(names(telemetry.layout()), names(telemetry.layout())));
        }
        console.result(line(cells(telemetry, now), names(telemetry.layout())));
        return 1;
    }

    @Override
    public Integer truncated(TelemetryEvent.Truncated event) {
        throw new CommandFailure(
                ExitCode.FAILED,
                "the hub's measurements arrive cut to " + event.bytes() + " bytes: the connection needs an MTU of at"
                        + " least " + event.neededMtu() + "; connect anew, or use an adapter that negotiates one");
    }

    @Override
    public Integer malformed(TelemetryEvent.Malformed event) {
        if (console.json()) {
            console.result(FrameJson.unreadable(event.reason(), event.bytes().hex(), clock.instant()));
        } else {
            console.remark("fieldlink: a frame is left out, " + event.reason() + ": "
                    + event.bytes().hex());
        }
        return 0;
    }

    @Override
    public Integer interrupted() {
        console.remark("fieldlink: the link is lost; waiting for the hub");
        return 0;
    }

    @Override
    public Integer resumed() {
        console.remark("fieldlink: the hub is back");
        return 0;
    }

    @Override
    public Integer gaveUp(TelemetryEvent.GaveUp event) {
        throw HubChoice.failure(event.reason());
    }

    private static List<String> names(MonitorLayout layout) {
        List<String> names = new ArrayList<>(List.of("time", "vin_mv", "power_temp_centi", "control_temp_centi"));
        if (layout.hasTotal()) {
            names.add("total_current");
        }
        for (int i = 0; i < layout.channels(); i++) {
            names.add("current_" + i);
        }
        names.add("thermal_active");
        return names;
    }

    private List<String> cells(Telemetry telemetry, Instant now) {
        List<String> cells = new ArrayList<>();
        cells.add(now.truncatedTo(ChronoUnit.MILLIS).toString());
        cells.add(cell(telemetry.supplyMillivolts()));
        cells.add(cell(telemetry.powerCentiDegrees()));
        cells.add(cell(telemetry.controlCentiDegrees()));
        if (telemetry.layout().hasTotal()) {
            cells.add(cell(telemetry.totalAmperes()));
        }
        for (int i = 0; i < telemetry.layout().channels(); i++) {
            cells.add(cell(telemetry.amperes(Channel.of(i))));
        }
        cells.add(Boolean.toString(telemetry.has(MonitorFlag.THERMAL_ACTIVE)));
        return cells;
    }

    private String cell(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : absent();
    }

    private String cell(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : absent();
    }

    private String absent() {
        return csv ? "" : "-";
    }

    /** Columns as wide as their names; the first, a time, as wide as times are. */
    private String line(List<String> cells, List<String> names) {
        if (csv) {
            return String.join(",", cells);
        }
        StringBuilder text = new StringBuilder(String.format("%-24s", cells.get(0)));
        for (int i = 1; i < cells.size(); i++) {
            text.append("  ").append(String.format("%" + names.get(i).length() + "s", cells.get(i)));
        }
        return text.toString();
    }
}

package fieldlink.cli.ble;

import fieldlink.ble.Advertisement;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.ScanEvent;
import fieldlink.cli.Console;
import java.util.Map;
import java.util.TreeMap;

/** The devices in range, one line each, redrawn in place on a terminal. */
final class LiveTable {
    private static final long REDRAW_NANOS = 250_000_000L;

    private final Console console;
    private final Map<DeviceAddress, Advertisement> devices = new TreeMap<>();
    private int drawn;
    private long drawnAt = System.nanoTime() - REDRAW_NANOS;

    LiveTable(Console console) {
        this.console = console;
    }

    /** @param upToDate whether no further event is waiting; a table that is late is not drawn for each of them */
    void show(ScanEvent event, boolean upToDate) {
        if (event instanceof ScanEvent.Heard) {
            devices.put(event.advertisement().address(), event.advertisement());
        } else {
            devices.remove(event.advertisement().address());
        }
        if (upToDate && System.nanoTime() - drawnAt >= REDRAW_NANOS) {
            draw();
        }
    }

    private void draw() {
        drawnAt = System.nanoTime();
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append("\u001b[").append(drawn).append('A');
        }
        devices.values()
                .forEach(seen -> text.append("\u001b[2K")
                        .append(AdvertisementText.line(seen))
                        .append('\n'));
        text.append("\u001b[J");
        drawn = devices.size();
        console.out().print(text);
        console.out().flush();
    }
}

package fieldlink.cli.gateway.panel;

import fieldlink.ble.Advertisement;
import fieldlink.ble.BleCentral;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.sensors.Reading;
import fieldlink.ble.sensors.SensorOutcome;
import fieldlink.ble.sensors.SensorReport;
import fieldlink.ble.sensors.Sensors;
import fieldlink.ble.session.BleSession;
import fieldlink.cli.gateway.equipment.Handle;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.server.Panel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bluetooth devices in reach: who, how loud, when last, and what sensors say. */
final class BlePanel implements Panel {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DEVICES = 200;
    private static final Outline OUTLINE =
            new Outline("ble", Map.of("en", "Bluetooth", "ja", "Bluetooth"), Actions.script("ble.js"), List.of());

    private final Handle<BleSession> radio;
    /** The one silent for longest first. Guarded by itself. */
    private final Map<DeviceAddress, Heard> devices = new LinkedHashMap<>(16, 0.75f, true);

    private record Heard(Advertisement last, long times, Map<String, String> readings) {}

    BlePanel(Handle<BleSession> radio) {
        this.radio = radio;
    }

    @Override
    public Outline outline() {
        return OUTLINE;
    }

    @Override
    public JsonText snapshot() {
        ObjectNode json = Actions.object();
        json.put("at_work", radio.find().isPresent());
        ArrayNode all = json.putArray("devices");
        synchronized (devices) {
            devices.values().forEach(heard -> describe(heard, all.addObject()));
        }
        return Actions.text(json);
    }

    @Override
    public Look look(Runnable changed) {
        AtomicBoolean news = new AtomicBoolean();
        Sensors sensors = new Sensors(Map.of());
        BleCentral central =
                radio.find().map(session -> session.client("dashboard")).orElse(null);
        if (central != null) {
            central.scan(ScanFilter.ALL, event -> {
                hear(event, sensors);
                news.set(true);
            });
        }
        Glances glances = new Glances("ble", 1).every(PAUSE, () -> {
            if (news.getAndSet(false)) {
                changed.run();
            }
        });
        return () -> {
            glances.close();
            if (central != null) {
                central.close();
            }
        };
    }

    @Override
    public Outcome act(Deed deed) {
        return new Outcome.Refused("there is nothing to do here");
    }

    private void hear(ScanEvent event, Sensors sensors) {
        Advertisement seen = event.advertisement();
        Map<String, String> fresh = new LinkedHashMap<>();
        if (event instanceof ScanEvent.Heard && sensors.hear(seen).orElse(null) instanceof SensorOutcome.Report given) {
            SensorReport report = given.report();
            for (Reading reading : report.readings()) {
                fresh.put(reading.name(), reading.text());
            }
        }
        synchronized (devices) {
            if (event instanceof ScanEvent.Unavailable) {
                devices.remove(seen.address());
                return;
            }
            Heard before = devices.get(seen.address());
            Map<String, String> readings = new LinkedHashMap<>(before == null ? Map.of() : before.readings());
            readings.putAll(fresh);
            devices.put(seen.address(), new Heard(seen, before == null ? 1 : before.times() + 1, readings));
            if (devices.size() > MOST_DEVICES) {
                devices.remove(devices.keySet().iterator().next());
            }
        }
    }

    private static void describe(Heard heard, ObjectNode json) {
        Advertisement last = heard.last();
        json.put("address", last.address().value())
                .put("name", last.name())
                .put("last_seen", last.seenAt().toEpochMilli() / 1000.0)
                .put("times", heard.times());
        if (last.hasRssi()) {
            json.put("rssi", last.rssi());
        }
        ObjectNode readings = json.putObject("readings");
        heard.readings().forEach(readings::put);
    }
}

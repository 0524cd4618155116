package fieldlink.cli.gateway.config;

import fieldlink.ble.AdapterName;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.ScanSettings;
import fieldlink.ble.bluez.BusAddress;
import fieldlink.ble.ipc.Endpoint;
import fieldlink.ccm.config.YamlMap;
import fieldlink.cli.powerhub.CommandWords;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.client.Preset;
import fieldlink.powerhub.client.Scene;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sections {@code ble} and {@code powerhub}. */
final class RadioSections {
    private final Map<String, String> environment;

    /** @param environment where the socket is when the file does not say */
    RadioSections(Map<String, String> environment) {
        this.environment = environment;
    }

    GatewayConfig.Ble ble(YamlMap map) {
        boolean simulated = map.word("radio", List.of("bluez", "sim"), "bluez").equals("sim");
        BusAddress bus = ConfigReader.parsed(map, "bus", BusAddress::parse);
        List<AdapterName> adapters = new ArrayList<>();
        for (String name : map.texts("adapters")) {
            try {
                adapters.add(new AdapterName(name));
            } catch (IllegalArgumentException e) {
                map.error("adapters", String.valueOf(e.getMessage()));
            }
        }
        Endpoint said = ConfigReader.parsed(map, "socket", path -> new Endpoint.Unix(Path.of(path)));
        Duration ttl = Duration.ofMillis(Math.round(1000
                * map.number("cache_ttl_sec", 0.1, 86_400, (double)
                        ScanSettings.DEFAULT.cacheTtl().toSeconds())));
        GatewayConfig.Ble.Door door = new GatewayConfig.Ble.Door(map.text("group"), map.flag("legacy_socket", false));
        map.done();
        return new GatewayConfig.Ble(
                new GatewayConfig.Ble.Air(simulated, bus),
                adapters,
                ttl,
                said == null ? Endpoint.of(environment) : said,
                door);
    }

    static GatewayConfig.PowerHub powerHub(YamlMap map) {
        Map<String, DeviceAddress> hubs = new LinkedHashMap<>();
        YamlMap named = map.map("hubs");
        if (named == null) {
            map.error("hubs", "there is no hub; name each with its address, as in 'lights: AA:BB:CC:DD:EE:FF'");
        } else {
            for (String name : named.keys()) {
                DeviceAddress address = ConfigReader.parsed(named, name, DeviceAddress::parse);
                if (address != null) {
                    hubs.put(name, address);
                } else if (named.written(name) == null) {
                    named.error(name, "needs an address");
                }
            }
        }
        List<Scene> scenes = scenes(map.map("scenes"), named == null ? Set.of() : named.keys());
        map.done();
        return new GatewayConfig.PowerHub(hubs, scenes);
    }

    private static List<Scene> scenes(@Nullable YamlMap map, Set<String> hubs) {
        List<Scene> scenes = new ArrayList<>();
        if (map == null) {
            return scenes;
        }
        for (String name : map.keys()) {
            List<Scene.Step> steps = new ArrayList<>();
            for (YamlMap entry : map.maps(name)) {
                Scene.Step step = step(name, entry, hubs);
                if (step != null) {
                    steps.add(step);
                }
            }
            if (steps.isEmpty()) {
                map.error(name, "a scene needs steps, each with a hub and commands");
            } else {
                scenes.add(new Scene(name, steps));
            }
        }
        return scenes;
    }

    private static Scene.@Nullable Step step(String scene, YamlMap entry, Set<String> hubs) {
        String hub = entry.text("hub");
        Preset preset = ConfigReader.parsed(
                entry, "commands", words -> new Preset(scene, CommandBatch.of(CommandWords.parse(words))));
        entry.done();
        if (hub == null || !hubs.contains(hub)) {
            entry.error("hub", hub == null ? "needs a hub" : "'" + hub + "' is no hub of this gateway");
            return null;
        }
        return preset == null ? null : new Scene.Step(hub, preset);
    }
}

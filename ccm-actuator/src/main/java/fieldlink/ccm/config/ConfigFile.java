package fieldlink.ccm.config;

import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.InterruptMatrix;
import fieldlink.ccm.actuator.SafetySettings;
import fieldlink.ccm.engine.BridgeSettings;
import fieldlink.ccm.engine.Exclusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a house's configuration. Everything that is wrong is said at once; with an error in it nothing is returned. */
public final class ConfigFile {
    private static final Set<String> BASE_TYPES = Set.of(
            "Irri",
            "VenRfWin",
            "VenSdWin",
            "ThCrtn",
            "LsCrtn",
            "VenFan",
            "CirHoriFan",
            "AirHeatBurn",
            "AirHeatHP",
            "CO2Burn",
            "AirCoolHP",
            "AirHumFog",
            "Relay");
    private static final Set<String> HEATERS = Set.of("AirHeatBurn", "AirHeatHP");
    private static final Set<String> COOLERS = Set.of("AirCoolHP");

    private final Problems problems = new Problems();

    private ConfigFile() {}

    /**
     * A file's meaning and what there is to say of it.
     *
     * @param configOrNull none when there are errors
     */
    public record Loaded(@Nullable HouseConfig configOrNull, List<ConfigProblem> problems) {
        public Loaded {
            problems = List.copyOf(problems);
        }

        public Optional<HouseConfig> config() {
            return Optional.ofNullable(configOrNull);
        }
    }

    public static Loaded load(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    public static Loaded parse(String text) {
        return new ConfigFile().read(text);
    }

    /**
     * A house as the section of a larger file, whose problems it adds to; worth nothing when there are errors then. Keys
     * that the caller has asked for before are his.
     */
    public static HouseConfig read(YamlMap section) {
        return new ConfigFile().house(section);
    }

    private Loaded read(String text) {
        YamlMap root = YamlMap.parse(text, problems);
        HouseConfig config = problems.hasErrors() ? null : house(root);
        return new Loaded(problems.hasErrors() ? null : config, problems.inOrder());
    }

    private HouseConfig house(YamlMap root) {
        boolean ranked =
                root.word("l2_same_level", List.of("rank", "preempt"), "rank").equals("rank");
        boolean manualLocks = root.word("l3_same_level", List.of("preempt", "lock"), "preempt")
                .equals("lock");
        boolean automaticLocks =
                root.word("l4_same_level", List.of("fifo", "lock"), "fifo").equals("lock");
        boolean rejects = root.word("l3_while_calibrating", List.of("queue", "reject"), "queue")
                .equals("reject");
        InterruptMatrix matrix =
                new InterruptMatrix(new InterruptMatrix.Options(manualLocks, automaticLocks, rejects, !ranked));
        Set<String> types = new HashSet<>(BASE_TYPES);
        types.addAll(root.texts("extra_types"));
        WireReader wires = new WireReader(types);
        Map<String, ActuatorSpec> actuators = actuators(root, wires, matrix);
        Set<String> motors = new HashSet<>();
        actuators.values().stream().filter(ActuatorSpec::isMotor).forEach(spec -> motors.add(spec.name()));
        SafetyReader safetyReader = new SafetyReader(motors);
        BridgeSettings.Calibration calibration = calibration(root.map("calibration"), zone(root));
        SafetySettings safety = safetyReader.read(root.map("safety"), !ranked);
        BridgeSettings settings = new BridgeSettings(
                actuators,
                calibration,
                safety,
                safetyReader.sensors(root.map("sensors"), wires),
                exclusions(root.map("exclusions"), actuators));
        HouseConfig.Network network = network(root.map("network"));
        root.done();
        return new HouseConfig(settings, network);
    }

    private Map<String, ActuatorSpec> actuators(YamlMap root, WireReader wires, InterruptMatrix matrix) {
        Map<String, ActuatorSpec> found = new LinkedHashMap<>();
        YamlMap entries = root.map("actuators");
        if (entries == null || entries.keys().isEmpty()) {
            root.error("actuators", "there is no actuator");
            return found;
        }
        ActuatorReader reader = new ActuatorReader(wires, matrix);
        for (String name : entries.keys()) {
            YamlMap entry = entries.map(name);
            if (entry == null) {
                entries.error(name, "needs at least a type");
                continue;
            }
            ActuatorSpec spec = reader.read(name, entry);
            if (spec != null) {
                found.put(name, spec);
            }
        }
        return found;
    }

    private static ZoneId zone(YamlMap root) {
        String name = root.text("timezone");
        if (name == null) {
            return BridgeSettings.Calibration.STANDARD.zone();
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            root.error("timezone", "'" + name + "' is no time zone; expected one like Asia/Tokyo");
            return BridgeSettings.Calibration.STANDARD.zone();
        }
    }

    private static BridgeSettings.Calibration calibration(@Nullable YamlMap map, ZoneId zone) {
        BridgeSettings.Calibration standard = BridgeSettings.Calibration.STANDARD;
        if (map == null) {
            return new BridgeSettings.Calibration(
                    true, standard.hour(), zone, standard.onStartup(), standard.pace(), standard.restore());
        }
        BridgeSettings.Pace pace = new BridgeSettings.Pace(
                ActuatorReader.duration(map.number("stagger_sec", 0, 60, 0.5)),
                map.integer("max_parallel", 1, 100_000, Integer.MAX_VALUE));
        BridgeSettings.Calibration calibration = new BridgeSettings.Calibration(
                map.flag("daily", true),
                map.integer("daily_reset_hour", 0, 23, standard.hour()),
                zone,
                map.flag("on_startup", standard.onStartup()),
                pace,
                map.flag("restore", standard.restore()));
        map.done();
        return calibration;
    }

    private static List<Exclusion> exclusions(@Nullable YamlMap map, Map<String, ActuatorSpec> actuators) {
        List<Exclusion> found = new ArrayList<>();
        if (map == null) {
            // What heats and what cools, whatever they are called, where nobody says otherwise.
            return List.of(new Exclusion("heat_cool", named(HEATERS, actuators), named(COOLERS, actuators)));
        }
        for (String name : map.keys()) {
            YamlMap entry = map.map(name);
            if (entry == null) {
                continue;
            }
            List<String> one = entry.texts("one");
            List<String> other = entry.texts("other");
            entry.done();
            for (String actuator : one) {
                checkKnown(entry, "one", actuator, actuators.keySet());
            }
            for (String actuator : other) {
                checkKnown(entry, "other", actuator, actuators.keySet());
            }
            found.add(new Exclusion(name, Set.copyOf(one), Set.copyOf(other)));
        }
        return found;
    }

    private static Set<String> named(Set<String> types, Map<String, ActuatorSpec> actuators) {
        Set<String> names = new HashSet<>();
        actuators.forEach((name, spec) -> {
            if (types.contains(spec.drive().tuples().get(0).type().base())) {
                names.add(name);
            }
        });
        return names;
    }

    private static void checkKnown(YamlMap entry, String key, String actuator, Set<String> actuators) {
        if (!actuators.contains(actuator)) {
            entry.error(key, "'" + actuator + "' is no actuator of this house");
        }
    }

    private static HouseConfig.Network network(@Nullable YamlMap map) {
        if (map == null) {
            return new HouseConfig.Network(null, null);
        }
        String name = map.text("interface");
        Double port = map.number("first_port", 1, 65_533);
        map.done();
        return new HouseConfig.Network(name, port == null ? null : port.intValue());
    }
}

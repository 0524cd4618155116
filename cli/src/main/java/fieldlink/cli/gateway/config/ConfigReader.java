package fieldlink.cli.gateway.config;

import fieldlink.ccm.config.ConfigFile;
import fieldlink.ccm.config.ConfigProblem;
import fieldlink.ccm.config.HouseConfig;
import fieldlink.ccm.config.Problems;
import fieldlink.ccm.config.YamlMap;
import fieldlink.jobs.Retention;
import fieldlink.jobs.robot.serve.RobotConfig;
import fieldlink.jobs.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a {@code fieldlink.yaml}: all five sections to the end, so that every mistake is told at once. */
final class ConfigReader {
    private static final int LAST_PORT = 65_535;

    private final Surroundings surroundings;
    private final Problems problems = new Problems();
    private final List<String> elsewhere = new ArrayList<>();

    /**
     * What a file does not say itself.
     *
     * @param file for complaints, and for the paths in it, which are relative to its folder
     * @param state where the parts keep their things when the file does not say
     */
    record Surroundings(Path file, Path state, Map<String, String> environment) {
        Path near(String path) {
            return file.toAbsolutePath().resolveSibling(path);
        }
    }

    private ConfigReader(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static LoadedConfig read(String text, Surroundings surroundings) {
        return new ConfigReader(surroundings).read(text);
    }

    private LoadedConfig read(String text) {
        YamlMap root = YamlMap.parse(text, problems);
        GatewayConfig config = problems.hasErrors() ? null : gateway(root);
        List<String> lines = new ArrayList<>();
        for (ConfigProblem problem : problems.inOrder()) {
            lines.add(problem.text(surroundings.file().toString()));
        }
        lines.addAll(elsewhere);
        return new LoadedConfig(problems.hasErrors() || !elsewhere.isEmpty() ? null : config, lines);
    }

    private GatewayConfig gateway(YamlMap root) {
        String said = root.text("state");
        Path state = said == null ? surroundings.state() : surroundings.near(said);
        GatewayConfig.Health health = health(root.map("health"));
        YamlMap ble = on(root, "ble");
        YamlMap powerHub = on(root, "powerhub");
        YamlMap ccm = on(root, "ccm");
        YamlMap jobs = on(root, "jobs");
        YamlMap robot = on(root, "robot");
        if (powerHub != null && ble == null) {
            root.error("powerhub", "needs the radio: switch the section ble on");
        }
        if (robot != null && jobs == null && robot.flag("operators", false)) {
            robot.error("operators", "are the job server's: switch the section jobs on");
        }
        GatewayConfig.Parts parts = new GatewayConfig.Parts(
                ble == null ? null : new RadioSections(surroundings.environment()).ble(ble),
                powerHub == null ? null : RadioSections.powerHub(powerHub),
                ccm == null ? null : ccm(ccm),
                jobs == null ? null : jobs(jobs),
                robot == null ? null : robot(robot, state));
        root.done();
        return new GatewayConfig(state, health, parts);
    }

    /** The section, when it is there and on. One that is off is not looked into: it may be half written. */
    private static @Nullable YamlMap on(YamlMap root, String name) {
        YamlMap section = root.map(name);
        return section != null && section.flag("enabled", true) ? section : null;
    }

    private static GatewayConfig.Health health(@Nullable YamlMap map) {
        GatewayConfig.Health standard = GatewayConfig.Health.DEFAULT;
        if (map == null) {
            return standard;
        }
        GatewayConfig.Health health = new GatewayConfig.Health(
                text(map, "host", standard.host()), map.integer("port", 0, LAST_PORT, standard.port()));
        map.done();
        return health;
    }

    private GatewayConfig.@Nullable Ccm ccm(YamlMap map) {
        List<String> allowed = map.texts("allow");
        String other = map.text("house");
        if (other == null) {
            return new GatewayConfig.Ccm(ConfigFile.read(map), allowed);
        }
        map.done();
        Path file = surroundings.near(other);
        try {
            ConfigFile.Loaded loaded = ConfigFile.load(file);
            loaded.problems().stream()
                    .filter(ConfigProblem::fatal)
                    .forEach(problem -> elsewhere.add(problem.text(file.toString())));
            HouseConfig house = loaded.configOrNull();
            return house == null ? null : new GatewayConfig.Ccm(house, allowed);
        } catch (IOException e) {
            map.error("house", "cannot be read: " + file);
            return null;
        }
    }

    private GatewayConfig.Jobs jobs(YamlMap map) {
        ServerSettings standard =
                ServerSettings.on(text(map, "host", "127.0.0.1"), map.integer("port", 0, LAST_PORT, 5006));
        boolean legacy = map.flag("legacy", false);
        ServerSettings server = new ServerSettings(
                standard.host(),
                standard.port(),
                legacy ? ServerSettings.Mode.LEGACY : ServerSettings.Mode.SECURE,
                map.flag("behind_tls", false),
                standard.limits());
        Retention retention = new Retention(
                map.integer("keep_jobs", 0, 100_000_000, Retention.DEFAULT.jobs()),
                Duration.ofDays(map.integer(
                        "keep_days", 1, 36_500, (int) Retention.DEFAULT.age().toDays())));
        GatewayConfig.Database database = database(map.map("database"));
        Map<String, String> chat = new HashMap<>();
        YamlMap said = map.map("chat");
        if (said != null) {
            put(said, "base_url", "OPENAI_BASE_URL", chat);
            put(said, "api_key", "OPENAI_API_KEY", chat);
            put(said, "model", "OPENAI_MODEL", chat);
            said.done();
        }
        boolean takesJobs = map.flag("local_device", true);
        String device = text(map, "device", "gateway");
        map.done();
        return new GatewayConfig.Jobs(
                server, retention, database, new GatewayConfig.Chat(chat), takesJobs ? device : null);
    }

    private static GatewayConfig.@Nullable Database database(@Nullable YamlMap map) {
        if (map == null) {
            return null;
        }
        String url = map.text("url");
        GatewayConfig.Database database = new GatewayConfig.Database(
                url == null ? "" : url, text(map, "user", "fieldlink"), text(map, "password", ""));
        if (url == null || !url.startsWith("jdbc:postgresql:")) {
            map.error("url", "needs an address like jdbc:postgresql://host/database");
        }
        map.done();
        return database;
    }

    private static void put(YamlMap map, String key, String variable, Map<String, String> variables) {
        String value = map.text(key);
        if (value != null) {
            variables.put(variable, value);
        }
    }

    private GatewayConfig.Robot robot(YamlMap map, Path state) {
        RobotConfig config = RobotConfig.DEFAULT.in(state.resolve("robot"));
        String other = map.text("config");
        if (other != null) {
            Path file = surroundings.near(other);
            try {
                config = fieldlink.jobs.robot.serve.ConfigFile.parse(file.toString(), Files.readString(file));
            } catch (IOException e) {
                map.error("config", "cannot be read: " + file);
            } catch (IllegalArgumentException e) {
                elsewhere.addAll(String.valueOf(e.getMessage()).lines().toList());
            }
        }
        config = config.at(text(map, "host", config.address()), map.integer("port", 0, LAST_PORT, config.port()));
        String storage = map.text("storage");
        boolean operators = map.flag("operators", false);
        map.done();
        return new GatewayConfig.Robot(storage == null ? config : config.in(surroundings.near(storage)), operators);
    }

    static String text(YamlMap map, String key, String otherwise) {
        String text = map.text(key);
        return text == null ? otherwise : text;
    }

    /** Reads a value whose own type says what is wrong with it. */
    static <T> @Nullable T parsed(YamlMap map, String key, Function<String, T> parse) {
        String text = map.written(key);
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            map.error(key, String.valueOf(e.getMessage()));
            return null;
        }
    }
}

package fieldlink.cli.gateway.config;

import fieldlink.ble.AdapterName;
import fieldlink.ble.ipc.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configuration as text again: what is in force, defaults included, and no secret. */
public final class ShownConfig {
    private static final String MASK = "********";

    private final List<String> lines = new ArrayList<>();

    private ShownConfig() {}

    public static List<String> lines(GatewayConfig config) {
        ShownConfig shown = new ShownConfig();
        shown.put("state", config.state());
        shown.section("health");
        shown.put("  host", config.health().host());
        shown.put("  port", config.health().port());
        GatewayConfig.Parts parts = config.parts();
        parts.ble().ifPresentOrElse(shown::ble, () -> shown.off("ble"));
        parts.powerHub().ifPresentOrElse(shown::powerHub, () -> shown.off("powerhub"));
        parts.ccm().ifPresentOrElse(shown::ccm, () -> shown.off("ccm"));
        parts.jobs().ifPresentOrElse(shown::jobs, () -> shown.off("jobs"));
        parts.robot()
                .ifPresentOrElse(
                        robot -> {
                            shown.section("robot");
                            shown.put("  host", robot.host().address());
                            shown.put("  port", robot.host().port());
                            shown.put("  storage", robot.host().storage());
                            shown.put("  operators", robot.operators());
                        },
                        () -> shown.off("robot"));
        return List.copyOf(shown.lines);
    }

    private void ble(GatewayConfig.Ble ble) {
        section("ble");
        put("  radio", ble.air().simulated() ? "sim" : "bluez");
        if (ble.air().busOrNull() != null) {
            put("  bus", ble.air().busOrNull());
        }
        put("  adapters", ble.adapters().stream().map(AdapterName::toString).toList());
        Endpoint endpoint = ble.endpoint();
        put("  socket", endpoint instanceof Endpoint.Unix unix ? unix.path() : endpoint);
        if (ble.door().groupOrNull() != null) {
            put("  group", ble.door().groupOrNull());
        }
        put("  legacy_socket", ble.door().legacy());
        put("  cache_ttl_sec", ble.cacheTtl().toMillis() / 1000.0);
    }

    private void powerHub(GatewayConfig.PowerHub powerHub) {
        section("powerhub");
        section("  hubs");
        powerHub.hubs().forEach((name, address) -> put("    " + name, "\"" + address + "\""));
        if (!powerHub.scenes().isEmpty()) {
            put(
                    "  scenes",
                    powerHub.scenes().stream().map(scene -> scene.name()).toList());
        }
    }

    private void ccm(GatewayConfig.Ccm ccm) {
        section("ccm");
        if (ccm.house().network().interfaceOrNull() != null) {
            put("  interface", ccm.house().network().interfaceOrNull());
        }
        put("  allow", ccm.allowed());
        put("  actuators", List.copyOf(ccm.house().settings().actuators().keySet()));
    }

    private void jobs(GatewayConfig.Jobs jobs) {
        section("jobs");
        put("  host", jobs.server().host());
        put("  port", jobs.server().port());
        put("  legacy", jobs.server().isLegacy());
        put("  behind_tls", jobs.server().secureCookies());
        put("  keep_jobs", jobs.retention().jobs());
        put("  keep_days", jobs.retention().age().toDays());
        put("  local_device", jobs.deviceOrNull() != null);
        if (jobs.deviceOrNull() != null) {
            put("  device", jobs.deviceOrNull());
        }
        GatewayConfig.Database database = jobs.databaseOrNull();
        if (database != null) {
            section("  database");
            put("    url", database.url());
            put("    user", database.user());
            put("    password", MASK);
        }
        Map<String, String> chat = jobs.chat().variables();
        if (!chat.isEmpty()) {
            section("  chat");
            shownChat("base_url", chat.get("OPENAI_BASE_URL"));
            shownChat("api_key", chat.containsKey("OPENAI_API_KEY") ? MASK : null);
            shownChat("model", chat.get("OPENAI_MODEL"));
        }
    }

    private void shownChat(String key, @Nullable String value) {
        if (value != null) {
            put("    " + key, value);
        }
    }

    private void off(String name) {
        section(name);
        put("  enabled", false);
    }

    private void section(String name) {
        lines.add(name + ":");
    }

    private void put(String name, @Nullable Object value) {
        lines.add(name + ": " + value);
    }
}

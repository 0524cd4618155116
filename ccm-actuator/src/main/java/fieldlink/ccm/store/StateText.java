package fieldlink.ccm.store;

import fieldlink.ccm.engine.EmergencyHolder;
import fieldlink.ccm.engine.SavedActuator;
import fieldlink.ccm.engine.SavedHouse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state file's text, version 1, and the three-field form of the design memo, which is read but never written. */
final class StateText {
    private static final int VERSION = 1;
    private static final double UNKNOWN_ERROR = 100;

    private StateText() {}

    /** What stands in a file. */
    record Content(SavedHouse house, StateFile.Network network) {}

    static String write(SavedHouse house, StateFile.Network network) {
        JsonObject actuators = new JsonObject();
        house.actuators().forEach((name, actuator) -> actuators.put(name, write(actuator)));
        return new JsonObject()
                .put("version", VERSION)
                .put("shutdown", house.clean() ? "clean" : "running")
                .put("boot_id", house.bootId())
                .put("saved_at", house.savedAt().toString())
                .put("emergency", house.emergency().name().toLowerCase(Locale.ROOT))
                .put("interface", network.interfaceOrNull())
                .put("first_port", number(network.firstPortOrNull()))
                .put("actuators", actuators)
                .toString();
    }

    /** @throws RuntimeException when the text is not a state file; the message says why */
    static Content read(String text) {
        JsonTree tree = JsonTree.read(text);
        SavedHouse house = tree.object("actuators").isPresent() ? versioned(tree) : memo(tree);
        Double port = tree.number("first_port");
        return new Content(house, new StateFile.Network(tree.text("interface"), port == null ? null : port.intValue()));
    }

    private static JsonObject write(SavedActuator actuator) {
        SavedActuator.Intent intent = actuator.intent();
        SavedActuator.Upkeep upkeep = actuator.upkeep();
        return new JsonObject()
                .put("position_pct", actuator.percentOrNull())
                .put("pos_err_pct", Double.valueOf(actuator.error()))
                .put("state", actuator.state())
                .put("dir", intent.directionOrNull())
                .put("target_pct", intent.targetOrNull())
                .put("level", number(intent.levelOrNull()))
                .put("on_since", text(actuator.onSinceOrNull()))
                .put("deadline_utc", text(intent.deadlineOrNull()))
                .put("last_calibrated", text(upkeep.calibratedAtOrNull()))
                .put("calibrated", upkeep.calibrated())
                .put("uncertain", upkeep.uncertain())
                .put("owner", upkeep.owner())
                .put("on_total_today", Double.valueOf(upkeep.onToday().toMillis() / 1000.0))
                .put("off_since", text(upkeep.offSinceOrNull()))
                .putIfPresent("off", upkeep.off());
    }

    private static SavedHouse versioned(JsonTree tree) {
        Double version = tree.number("version");
        if (version == null || version != VERSION) {
            throw new IllegalArgumentException("version " + version + " is unknown; expected " + VERSION);
        }
        Map<String, SavedActuator> actuators = new LinkedHashMap<>();
        tree.object("actuators").orElseThrow().objects().forEach((name, entry) -> actuators.put(name, actuator(entry)));
        Instant savedAt = instant(tree.text("saved_at"));
        String bootId = tree.text("boot_id");
        return new SavedHouse(
                "clean".equals(tree.text("shutdown")),
                bootId == null ? "" : bootId,
                savedAt == null ? Instant.EPOCH : savedAt,
                actuators,
                emergency(tree.text("emergency")));
    }

    /** A holder that nobody knows is one that only a person ends. */
    private static EmergencyHolder emergency(@Nullable String text) {
        if (text == null) {
            return EmergencyHolder.NOBODY;
        }
        return Arrays.stream(EmergencyHolder.values())
                .filter(holder -> holder.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElse(EmergencyHolder.PERSON);
    }

    private static SavedHouse memo(JsonTree tree) {
        Map<String, SavedActuator> actuators = new LinkedHashMap<>();
        tree.objects().forEach((name, entry) -> actuators.put(name, actuator(entry)));
        if (actuators.isEmpty()) {
            throw new IllegalArgumentException("names no actuator");
        }
        return new SavedHouse(true, "", Instant.EPOCH, actuators);
    }

    private static SavedActuator actuator(JsonTree entry) {
        Double percent = entry.number("position_pct");
        Double error = entry.number("pos_err_pct");
        Double level = entry.number("level");
        Double onToday = entry.number("on_total_today");
        String state = entry.text("state");
        String owner = entry.text("owner");
        String off = entry.text("off");
        boolean inRange = percent != null && percent >= 0 && percent <= 100;
        Instant calibratedAt = instant(entry.text("last_calibrated"));
        return new SavedActuator(
                inRange ? percent : null,
                error == null || error < 0 ? (inRange ? 0 : UNKNOWN_ERROR) : error,
                state == null ? "idle" : state,
                new SavedActuator.Intent(
                        entry.text("dir"),
                        entry.number("target_pct"),
                        level == null ? null : level.intValue(),
                        instant(entry.text("deadline_utc"))),
                instant(entry.text("on_since")),
                new SavedActuator.Upkeep(
                        calibratedAt,
                        entry.flag("calibrated", calibratedAt != null),
                        entry.flag("uncertain", !inRange),
                        owner == null ? "bridge" : owner,
                        Duration.ofMillis(onToday == null ? 0 : Math.round(onToday * 1000)),
                        instant(entry.text("off_since")),
                        off == null ? "" : off));
    }

    private static @Nullable Double number(@Nullable Integer integer) {
        return integer == null ? null : Double.valueOf(integer);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable Instant instant(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}

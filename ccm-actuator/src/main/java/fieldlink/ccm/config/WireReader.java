package fieldlink.ccm.config;

import fieldlink.ccm.CcmAddress;
import fieldlink.ccm.CcmRole;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.CcmType;
import fieldlink.ccm.actuator.Drive;
import fieldlink.ccm.actuator.WirePolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how an actuator is spoken to: its tuples, its drive, its priorities. */
final class WireReader {
    private static final double LONGEST = 3600;
    /** Where the design memo's node is. */
    private static final CcmAddress STANDARD_PLACE = CcmAddress.of(1, 61, 1);

    private static final int[] MAPPED = {1, 5, 10, 20};

    private final Set<String> baseTypes;
    private final Map<CcmTuple, String> taken = new HashMap<>();

    /** @param baseTypes the types that are known to be actuators */
    WireReader(Set<String> baseTypes) {
        this.baseTypes = baseTypes;
    }

    /** @return none when something is wrong, which has been said then */
    @Nullable
    Drive drive(YamlMap actuator, String name, boolean motor) {
        boolean inverted =
                actuator.word("sense", List.of("normal", "inverted"), "normal").equals("inverted");
        boolean pair = actuator.has("open_ccm") || actuator.has("close_ccm");
        String standard = motor ? (pair ? "pair" : "position") : "single";
        String drive = actuator.word("drive", List.of("position", "pair", "signed", "single"), standard);
        if (motor == drive.equals("single")) {
            actuator.error(
                    "drive",
                    motor
                            ? "a motor cannot be driven by one relay: nothing says which way"
                            : "only a motor has a direction; expected single");
            return null;
        }
        if (inverted && (drive.equals("pair") || drive.equals("single"))) {
            actuator.warn("sense", "changes nothing with drive " + drive + "; exchange open_ccm and close_ccm instead");
        }
        if (drive.equals("pair")) {
            return pair(actuator, name);
        }
        CcmTuple tuple = reserve(actuator, "ccm", name);
        if (tuple == null) {
            return null;
        }
        return switch (drive) {
            case "position" -> new Drive.ByPosition(tuple, inverted);
            case "signed" -> new Drive.Signed(tuple, inverted);
            default -> new Drive.Single(tuple);
        };
    }

    /**
     * Where the node reports: {@code feedback: true} for the same place with the role opr, or a tuple of its own, of
     * which what is not said is the same.
     */
    @Nullable
    CcmTuple feedback(YamlMap actuator, @Nullable Drive drive) {
        if (!actuator.has("feedback") || drive == null) {
            return null;
        }
        CcmTuple command = drive.tuples().get(0);
        if (actuator.isFlag("feedback")) {
            return actuator.flag("feedback", false)
                    ? new CcmTuple(command.type().withRole(CcmRole.OPERATION), command.address())
                    : null;
        }
        YamlMap own = actuator.map("feedback");
        return own == null ? null : tuple(own, command.type().base(), CcmRole.OPERATION.suffix(), command.address());
    }

    /** A tuple of a sensor: no role unless one is named. */
    @Nullable
    CcmTuple sensor(YamlMap map) {
        return tuple(map, null, "", STANDARD_PLACE);
    }

    WirePolicy policy(YamlMap actuator) {
        String profile = actuator.text("profile");
        NodeProfiles node = NodeProfiles.find(profile == null ? NodeProfiles.STANDARD : profile)
                .orElse(null);
        if (node == null) {
            actuator.error("profile", "'" + profile + "' is none of " + NodeProfiles.names());
            node = NodeProfiles.find(NodeProfiles.STANDARD).orElseThrow();
        }
        double validity =
                actuator.number("validity_sec", 0.3, LONGEST, node.validity().toMillis() / 1000.0);
        Duration believed = duration(validity);
        Duration refresh = refresh(actuator, validity);
        YamlMap priority = actuator.map("priority");
        WirePolicy policy = priority != null
                ? priorities(priority, believed)
                : node.isMapped() ? WirePolicy.mapped(believed) : WirePolicy.fixed(node.fixedPriority(), believed);
        return refresh == null ? policy : policy.refreshedEvery(refresh);
    }

    private static @Nullable Duration refresh(YamlMap actuator, double validity) {
        Double refresh = actuator.number("refresh_sec", 0.1, LONGEST);
        if (refresh != null && refresh >= validity) {
            actuator.error(
                    "refresh_sec",
                    refresh + " s is no less than the " + validity
                            + " s for which the node believes a value; it would forget us in between");
        }
        return refresh == null ? null : duration(refresh);
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static WirePolicy priorities(YamlMap priority, Duration validity) {
        String mode = priority.word("mode", List.of("mapped", "fixed"), "mapped");
        int fixed = priority.integer("value", 1, 30, 1);
        YamlMap levels = priority.map("levels");
        int[] numbers = MAPPED.clone();
        if (levels != null) {
            for (int level = 1; level <= numbers.length; level++) {
                numbers[level - 1] = levels.integer(Integer.toString(level), 1, 30, numbers[level - 1]);
            }
            levels.done();
        }
        for (int i = 1; i < numbers.length; i++) {
            if (numbers[i] <= numbers[i - 1]) {
                priority.error(
                        "levels",
                        "priorities must grow from level to level; level " + (i + 1) + " has " + numbers[i] + " after "
                                + numbers[i - 1]);
                numbers = MAPPED.clone();
            }
        }
        priority.done();
        return mode.equals("fixed")
                ? WirePolicy.fixed(fixed, validity)
                : WirePolicy.of(validity, numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private @Nullable Drive pair(YamlMap actuator, String name) {
        CcmTuple open = reserve(actuator, "open_ccm", name);
        CcmTuple close = reserve(actuator, "close_ccm", name);
        if (open == null || close == null) {
            return null;
        }
        if (open.equals(close)) {
            actuator.error("close_ccm", "is the same as open_ccm, " + open);
            return null;
        }
        return new Drive.Pair(open, close);
    }

    private @Nullable CcmTuple reserve(YamlMap actuator, String key, String name) {
        YamlMap map = actuator.map(key);
        CcmTuple tuple;
        if (map == null) {
            // The design memo names an actuator by its type and says nothing else.
            tuple = checked(actuator, key, name, new CcmType(name + "rcA"), STANDARD_PLACE);
        } else {
            tuple = tuple(map, name, CcmRole.REMOTE_AUTOMATIC.suffix(), STANDARD_PLACE);
        }
        if (tuple == null) {
            return null;
        }
        String other = taken.putIfAbsent(tuple, name);
        if (other != null && !other.equals(name)) {
            actuator.error(key, tuple + " is already used by " + other);
            return null;
        }
        return tuple;
    }

    private @Nullable CcmTuple tuple(
            YamlMap map, @Nullable String standardType, String standardRole, CcmAddress standardPlace) {
        String type = map.text("type");
        String role =
                map.word("role", List.of("rcA", "rcM", "opr", "none"), standardRole.isEmpty() ? "none" : standardRole);
        String nodeType = map.text("ntype");
        String base = type == null ? standardType : type;
        int room = map.integer("room", 0, CcmAddress.MAX_ROOM, standardPlace.room());
        int region = map.integer("region", 0, CcmAddress.MAX_REGION, standardPlace.region());
        int order = map.integer("order", 0, CcmAddress.MAX_ORDER, standardPlace.order());
        map.done();
        if (base == null || base.isBlank()) {
            map.errorHere("needs a type");
            return null;
        }
        String text = base + (role.equals("none") ? "" : role) + (nodeType == null ? "" : "." + nodeType);
        boolean command = role.startsWith("rc");
        CcmType full = new CcmType(text);
        String defect = full.defect().orElse(null);
        if (defect != null) {
            map.errorHere(defect);
            return null;
        }
        if (command && !baseTypes.contains(base)) {
            map.errorHere(unknownType(base));
            return null;
        }
        return new CcmTuple(full, CcmAddress.of(room, region, order));
    }

    private @Nullable CcmTuple checked(YamlMap actuator, String key, String base, CcmType type, CcmAddress address) {
        if (!baseTypes.contains(base)) {
            actuator.errorHere("needs ccm: " + unknownType(base));
            return null;
        }
        String defect = type.defect().orElse(null);
        if (defect != null) {
            actuator.error(key, defect);
            return null;
        }
        return new CcmTuple(type, address);
    }

    private String unknownType(String base) {
        return "'" + base + "' is no actuator type; known are "
                + String.join(", ", baseTypes.stream().sorted().toList()) + " (more with extra_types)";
    }
}

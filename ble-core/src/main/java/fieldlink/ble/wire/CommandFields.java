package fieldlink.ble.wire;

import fieldlink.ble.AdapterName;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattValue;
import fieldlink.ble.RecoveryStep;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.Uuid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one request, read as the first service read them: what Python takes for false counts as missing, and the
 * messages are its messages where clients may have learned to look for them.
 */
final class CommandFields {
    private static final String CALLBACK_ID = "callback_id";
    private static final int LONGEST_ECHO = 200;
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F\\s]*");

    private final JsonObject fields;

    CommandFields(JsonObject fields) {
        this.fields = fields;
    }

    Command scanResult() {
        return new Command.GetScanResult(addressText());
    }

    Command scanData() {
        return new Command.LookUpDevice(
                addressText(), fields.text("service_uuid").orElse(null));
    }

    Command readSensor() {
        return new Command.ReadSensor(target(false), urgency(), link());
    }

    Command sendCommand() {
        Target target = target(true);
        return new Command.SendCommand(target, value(fields.get("data")), reply(), urgency(), link());
    }

    Command subscription() {
        return fields.get("unsubscribe").isFalsy() ? subscribe() : unsubscription();
    }

    /** The first clients name a service "unknown" and an address cut out of the callback id here; only the id counts. */
    Command unsubscription() {
        return new Command.UnsubscribeNotifications(
                fields.text(CALLBACK_ID).orElseThrow(() -> new RequestRefusal("Missing callback_id parameter")));
    }

    private Command subscribe() {
        String callbackId = fields.text(CALLBACK_ID).orElse(null);
        if (callbackId != null && callbackId.length() > RequestDecoder.LONGEST_ID) {
            throw new RequestRefusal(
                    "Invalid callback_id: it is longer than " + RequestDecoder.LONGEST_ID + " characters");
        }
        Target target = target(false);
        return new Command.SubscribeNotifications(
                target, quoted(fields.get("characteristic_uuid")), callbackId, urgency());
    }

    Command queueConfig() {
        if (!fields.has("skip_old_requests")) {
            throw new RequestRefusal("Missing skip_old_requests parameter");
        }
        Json maxAge = fields.get("max_age_sec");
        return new Command.UpdateQueueConfig(
                !fields.get("skip_old_requests").isFalsy(), maxAge == Json.Null.NULL ? null : maxAge(maxAge));
    }

    /** The id of another request; the older client gives it as {@code request_id}, having no ids of its own. */
    String subject() {
        Json given = fields.has("target_request_id") ? fields.get("target_request_id") : fields.get("request_id");
        if (given.isFalsy()) {
            throw new RequestRefusal("Missing request_id parameter");
        }
        return given.asText().orElseGet(given::text);
    }

    Command history() {
        return new Command.GetHistory(device());
    }

    Command listDevices() {
        return new Command.ListDevices(filter(), (int) limited("offset", 0, 1_000_000));
    }

    Command describeDevice() {
        return new Command.DescribeDevice(device(), urgency());
    }

    Command writeThenNotify() {
        Target target = target(true);
        CharacteristicId answer = fields.text("notify_characteristic_uuid")
                .map(text -> characteristic(text, "notify_service_uuid"))
                .orElseThrow(() -> new RequestRefusal("Missing notify_characteristic_uuid parameter"));
        return new Command.WriteThenNotify(target, value(fields.get("data")), answer, urgency());
    }

    Command borrowLink() {
        return new Command.BorrowLink(device(), urgency());
    }

    Command returnLink() {
        return new Command.ReturnLink(required("link_id"));
    }

    Command recover() {
        RecoveryStep step = parsed(
                "step",
                required("step"),
                text -> RecoveryStep.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_')));
        return new Command.Recover(parsed("adapter", required("adapter"), AdapterName::new), step);
    }

    Command forget() {
        return new Command.Forget(device());
    }

    Command authenticate() {
        return new Command.Authenticate(required("token"));
    }

    ScanFilter filter() {
        List<DeviceAddress> addresses =
                fields.text("mac_address").map(this::address).stream().toList();
        List<Uuid> services = fields.text("service_uuid").stream()
                .map(text -> parsed("service_uuid", text, Uuid::parse))
                .toList();
        Integer minRssi = fields.has("min_rssi") ? (int) limited("min_rssi", -127, 127) : null;
        AdapterName adapter = fields.text("adapter")
                .map(text -> parsed("adapter", text, AdapterName::new))
                .orElse(null);
        return new ScanFilter(
                Set.copyOf(addresses), fields.text("name").orElse(null), Set.copyOf(services), minRssi, adapter);
    }

    private String addressText() {
        Json given = fields.get("mac_address");
        if (given.isFalsy()) {
            throw new RequestRefusal("Missing mac_address parameter");
        }
        return quoted(given);
    }

    private DeviceAddress device() {
        return address(addressText());
    }

    private DeviceAddress address(String text) {
        try {
            return DeviceAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new RequestRefusal("Device " + text + " not found", String.valueOf(e.getMessage()));
        }
    }

    private Target target(boolean withValue) {
        String needed = "mac_address, service_uuid, characteristic_uuid" + (withValue ? ", data" : "");
        for (String name : needed.split(", ")) {
            if (fields.get(name).isFalsy()) {
                throw new RequestRefusal("Missing required parameters (" + needed + ")");
            }
        }
        CharacteristicId characteristic = characteristic(quoted(fields.get("characteristic_uuid")), "service_uuid");
        return new Target(device(), characteristic, !fields.get("strict").isFalsy());
    }

    private CharacteristicId characteristic(String text, String serviceField) {
        Uuid uuid;
        try {
            uuid = Uuid.parse(text);
        } catch (IllegalArgumentException e) {
            throw new RequestRefusal("Characteristic " + text + " was not found!", String.valueOf(e.getMessage()));
        }
        // The first service never looked at the service, so old scripts put all kinds of words there.
        Optional<Uuid> service = fields.text(serviceField).flatMap(CommandFields::uuid);
        return new CharacteristicId(service.orElse(null), uuid);
    }

    private static Optional<Uuid> uuid(String text) {
        try {
            return Optional.of(Uuid.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Command.SendCommand.Reply reply() {
        if (!fields.get("response_required").isFalsy()) {
            return Command.SendCommand.Reply.READ_BACK;
        }
        return fields.get("acknowledged").isFalsy()
                ? Command.SendCommand.Reply.NONE
                : Command.SendCommand.Reply.ACKNOWLEDGED;
    }

    private Urgency urgency() {
        return new Urgency(PythonNumbers.priority(fields.get("priority")), timeout());
    }

    private Duration timeout() {
        if (!fields.has("timeout")) {
            return Urgency.DEFAULT.timeout();
        }
        double seconds = PythonNumbers.toFloat("timeout", fields.get("timeout"));
        if (Double.isNaN(seconds)) {
            throw new RequestRefusal("Invalid timeout: not a number; give seconds, such as 10.0");
        }
        double bounded = Math.max(0, Math.min(seconds, Urgency.LONGEST_SECONDS));
        return Duration.ofMillis(Math.round(bounded * 1000));
    }

    private static Duration maxAge(Json given) {
        double seconds = PythonNumbers.toFloat("max_age_sec", given);
        if (!(seconds > 0 && seconds <= Urgency.LONGEST_SECONDS)) {
            throw new RequestRefusal("Invalid parameter value: max_age_sec is " + given.text()
                    + "; it must be above 0 and at most " + Urgency.LONGEST_SECONDS);
        }
        return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
    }

    private static GattValue value(Json data) {
        try {
            if (data instanceof Json.Text text) {
                return checked(hex(text.value()));
            }
            List<Integer> bytes = new ArrayList<>();
            for (Json item : data.items()) {
                bytes.add(item instanceof Json.Numeric number ? Integer.parseInt(number.literal()) : -1);
            }
            return checked(
                    GattValue.of(bytes.stream().mapToInt(Integer::intValue).toArray()));
        } catch (IllegalArgumentException e) {
            throw new RequestRefusal("Invalid hex data format");
        }
    }

    /** Digits and blanks: prefixes and colons, which people may type, were never part of the protocol. */
    private static GattValue hex(String text) {
        if (!HEX.matcher(text).matches()) {
            throw new IllegalArgumentException("not hexadecimal: " + text);
        }
        return GattValue.parseHex(text);
    }

    private static GattValue checked(GattValue value) {
        if (value.isEmpty() || value.size() > GattValue.MAX_LENGTH) {
            throw new IllegalArgumentException("a value has 1 to " + GattValue.MAX_LENGTH + " bytes");
        }
        return value;
    }

    private @Nullable String link() {
        return fields.text("link_id").orElse(null);
    }

    private String required(String name) {
        return fields.text(name).orElseThrow(() -> new RequestRefusal("Missing " + name + " parameter"));
    }

    private long limited(String name, long least, long most) {
        if (!fields.has(name)) {
            return 0;
        }
        return fields.whole(name)
                .filter(value -> value >= least && value <= most)
                .orElseThrow(() -> new RequestRefusal(
                        "Invalid " + name + ": expected a whole number from " + least + " to " + most));
    }

    private static <T> T parsed(String name, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new RequestRefusal("Invalid " + name + ": " + e.getMessage());
        }
    }

    /** As Python prints it inside a message, and never so long that it pushes a reply over the limit. */
    static String quoted(Json value) {
        String text = value == Json.Null.NULL ? "None" : value.asText().orElseGet(value::text);
        return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "...";
    }
}

package fieldlink.cli.gateway.device;

import fieldlink.ble.Advertisement;
import fieldlink.ble.BleCentral;
import fieldlink.ble.BleException;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattValue;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.WriteMode;
import fieldlink.ble.session.BleSession;
import fieldlink.cli.JsonLine;
import fieldlink.cli.ble.AdvertisementText;
import fieldlink.cli.gateway.equipment.Handle;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.agent.Arguments;
import fieldlink.jobs.agent.Skill;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code ble.scan}, {@code ble.read} and {@code ble.send}. */
final class BleSkills {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final double LONGEST_SCAN = 60;
    private static final double SCAN = 3;
    private static final RequestOptions OPTIONS =
            RequestOptions.DEFAULT.withDeadline(Duration.ofSeconds(30)).withLabel("job");
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Handle<BleSession> radio;

    BleSkills(Handle<BleSession> radio) {
        this.radio = radio;
    }

    /** Something done with a radio of one's own. */
    private interface Use {
        JsonLine with(BleCentral central) throws InterruptedException, TimeoutException;
    }

    List<Skill> all() {
        return List.of(
                new Form("ble.scan", "Lists the Bluetooth devices in reach.")
                        .number("seconds", 0, LONGEST_SCAN, SCAN, "How long to listen")
                        .optionalText("name", "Only devices of this name")
                        .harmless(LIMIT, (arguments, progress) -> use(central -> scan(central, arguments))),
                new Form("ble.read", "Reads a characteristic of a Bluetooth device.")
                        .text("device", "Address or name")
                        .text("characteristic", "UUID, or SERVICE/UUID")
                        .harmless(LIMIT, (arguments, progress) -> use(central -> read(central, arguments))),
                new Form("ble.send", "Writes bytes to a characteristic of a Bluetooth device.")
                        .text("device", "Address or name")
                        .text("characteristic", "UUID, or SERVICE/UUID")
                        .text("hex", "The bytes as hex")
                        .flag("response", true, "Whether the device has to acknowledge")
                        .dangerous(LIMIT, (arguments, progress) -> use(central -> send(central, arguments))));
    }

    private JsonText use(Use use) throws InterruptedException, TimeoutException {
        try (BleCentral central = radio.get().client("job")) {
            return JsonText.of(use.with(central).toString());
        }
    }

    private static JsonLine scan(BleCentral central, Arguments arguments)
            throws InterruptedException, TimeoutException {
        double seconds = arguments.has("seconds") ? arguments.number("seconds") : SCAN;
        String name = arguments.has("name") ? arguments.text("name") : "";
        TimeUnit.MILLISECONDS.sleep(Math.round(seconds * 1000));
        List<JsonLine> heard = await(central.advertisements()).stream()
                .filter(seen -> name.isEmpty() || seen.knownName().orElse("").equalsIgnoreCase(name))
                .map(AdvertisementText::json)
                .toList();
        return new JsonLine().put("devices", heard);
    }

    private static JsonLine read(BleCentral central, Arguments arguments)
            throws InterruptedException, TimeoutException {
        DeviceAddress device = device(central, arguments.text("device"));
        GattValue value = await(central.read(device, characteristic(arguments), OPTIONS));
        return new JsonLine().put("address", device.toString()).put("value", value.hex());
    }

    private static JsonLine send(BleCentral central, Arguments arguments)
            throws InterruptedException, TimeoutException {
        GattValue value = GattValue.parseHex(arguments.text("hex"));
        boolean answered = !arguments.has("response") || arguments.truth("response");
        DeviceAddress device = device(central, arguments.text("device"));
        WriteMode mode = answered ? WriteMode.WITH_RESPONSE : WriteMode.WITHOUT_RESPONSE;
        await(central.write(device, characteristic(arguments), value, mode, OPTIONS));
        return new JsonLine()
                .put("address", device.toString())
                .put("sent", value.hex())
                .put("acknowledged", answered);
    }

    private static CharacteristicId characteristic(Arguments arguments) {
        return CharacteristicId.parse(arguments.text("characteristic"));
    }

    private static DeviceAddress device(BleCentral central, String words)
            throws InterruptedException, TimeoutException {
        try {
            return DeviceAddress.parse(words);
        } catch (IllegalArgumentException notAnAddress) {
            Advertisement found = await(central.find(ScanFilter.named(words), OPTIONS));
            return found.address();
        }
    }

    private static <T> T await(CompletionStage<T> stage) throws InterruptedException, TimeoutException {
        try {
            return stage.toCompletableFuture()
                    .get(OPTIONS.deadline().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BleException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}

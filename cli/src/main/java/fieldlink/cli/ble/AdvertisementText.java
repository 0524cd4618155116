package fieldlink.cli.ble;

import fieldlink.ble.AdvertisedContent;
import fieldlink.ble.Advertisement;
import fieldlink.ble.Uuid;
import fieldlink.cli.JsonLine;
import fieldlink.cli.Printable;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A sighting as people and programs read it. */
public final class AdvertisementText {
    private AdvertisementText() {}

    /** Address, strength, adapter, name and what is advertised, in columns. */
    static String line(Advertisement seen) {
        return String.format(
                        Locale.ROOT,
                        "%s  %8s  %-5s  %-20s  %s",
                        seen.address(),
                        strength(seen),
                        seen.adapter(),
                        Printable.of(seen.knownName().orElse("-")),
                        content(seen.data()))
                .stripTrailing();
    }

    /** Address, strength and name, in the same columns. */
    public static String brief(Advertisement seen) {
        return String.format(
                Locale.ROOT,
                "%s  %8s  %s",
                seen.address(),
                strength(seen),
                Printable.of(seen.knownName().orElse("-")));
    }

    /** Adds the strength, which may not be known. */
    public static JsonLine withStrength(JsonLine line, Advertisement seen) {
        return seen.hasRssi() ? line.put("rssi", seen.rssi()) : line.putNull("rssi");
    }

    /** The fields that other tools rely on. */
    public static JsonLine json(Advertisement seen) {
        AdvertisedContent data = seen.data();
        JsonLine manufacturers = new JsonLine();
        data.manufacturerData().forEach((company, value) -> manufacturers.put(company.toString(), value.hex()));
        JsonLine services = new JsonLine();
        data.serviceData().forEach((uuid, value) -> services.put(uuid.toString(), value.hex()));
        JsonLine line = new JsonLine().put("address", seen.address().toString()).put("name", seen.name());
        return withStrength(line, seen)
                .put("adapter", seen.adapter().toString())
                .put(
                        "advertisement_data",
                        new JsonLine()
                                .put("local_name", data.localName())
                                .put("manufacturer_data", manufacturers)
                                .put("service_data", services)
                                .put(
                                        "service_uuids",
                                        data.serviceUuids().stream()
                                                .map(Uuid::toString)
                                                .toList()))
                .put("timestamp", seen.seenAt());
    }

    private static String strength(Advertisement seen) {
        return seen.hasRssi() ? seen.rssi() + " dBm" : "";
    }

    private static String content(AdvertisedContent data) {
        Stream<String> services = data.serviceUuids().stream().map(Uuid::brief);
        Stream<String> serviceData = data.serviceData().entrySet().stream()
                .map(entry -> entry.getKey().brief() + "=" + entry.getValue().hex());
        Stream<String> manufacturers = data.manufacturerData().entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "#%04x=%s",
                        entry.getKey(),
                        entry.getValue().hex()));
        return Stream.of(services, serviceData, manufacturers)
                .flatMap(parts -> parts)
                .collect(Collectors.joining(" "));
    }
}

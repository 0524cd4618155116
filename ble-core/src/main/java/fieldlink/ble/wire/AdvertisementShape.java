package fieldlink.ble.wire;

import fieldlink.ble.AdapterName;
import fieldlink.ble.AdvertisedContent;
import fieldlink.ble.Advertisement;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattValue;
import fieldlink.ble.Uuid;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sighting as JSON: company ids in decimal, payloads as arrays of numbers, times in seconds since 1970. */
public final class AdvertisementShape {
    private AdvertisementShape() {}

    /** {@code get_scan_result} and what scans send, with the adapter as an addition of ours. */
    public static JsonObject write(Advertisement seen) {
        return JsonObject.with("address", seen.address().value())
                .with("name", Json.of(seen.name()))
                .with("rssi", seen.rssi())
                .with("advertisement_data", write(seen.data()))
                .with("timestamp", seconds(seen.seenAt()))
                .with("adapter", seen.adapter().value())
                .build();
    }

    /**
     * {@code get_scan_data}: other fields in another order.
     *
     * @param service as the client wrote it; null for none
     */
    public static JsonObject writeScanData(Advertisement seen, @Nullable String service) {
        JsonObject data = write(seen.data());
        JsonObject.Builder shape = JsonObject.with("name", Json.of(seen.name()))
                .with("rssi", seen.rssi())
                .with("address", seen.address().value())
                .with("advertisement_data", data)
                .with("manufacturer_data", data.get("manufacturer_data"));
        if (service != null) {
            shape.with(
                    "service_data",
                    JsonObject.with(service, serviceData(seen, service)).build());
        }
        return shape.build();
    }

    /** Unknown services stay the empty object that the first service always gave. */
    private static Json serviceData(Advertisement seen, String service) {
        try {
            GattValue value = seen.data().serviceData().get(Uuid.parse(service));
            return value == null ? JsonObject.EMPTY : Json.bytes(value.toBytes());
        } catch (IllegalArgumentException e) {
            return JsonObject.EMPTY;
        }
    }

    private static JsonObject write(AdvertisedContent data) {
        JsonObject.Builder makers = new JsonObject.Builder();
        data.manufacturerData()
                .forEach((company, value) -> makers.with(company.toString(), Json.bytes(value.toBytes())));
        JsonObject.Builder services = new JsonObject.Builder();
        data.serviceData().forEach((uuid, value) -> services.with(uuid.toString(), Json.bytes(value.toBytes())));
        JsonObject.Builder shape = JsonObject.with("local_name", Json.of(data.localName()))
                .with("manufacturer_data", makers.build())
                .with("service_data", services.build())
                .with(
                        "service_uuids",
                        Json.array(data.serviceUuids().stream()
                                .map(uuid -> Json.of(uuid.toString()))
                                .toList()));
        if (data.txPower() != null) {
            shape.with("tx_power", data.txPower());
        }
        return shape.build();
    }

    /** @throws IllegalArgumentException when the object is no sighting that {@link #write} wrote */
    public static Advertisement read(JsonObject shape) {
        JsonObject data = shape.get("advertisement_data").asObject().orElse(JsonObject.EMPTY);
        Map<Integer, GattValue> makers = new LinkedHashMap<>();
        object(data, "manufacturer_data").forEach((id, bytes) -> makers.put(Integer.valueOf(id), value(bytes)));
        Map<Uuid, GattValue> services = new LinkedHashMap<>();
        object(data, "service_data").forEach((id, bytes) -> services.put(Uuid.parse(id), value(bytes)));
        List<Uuid> uuids = data.get("service_uuids").items().stream()
                .map(item -> Uuid.parse(item.asText().orElse("")))
                .toList();
        Integer txPower = data.whole("tx_power").map(Long::intValue).orElse(null);
        return new Advertisement(
                new DeviceAddress(shape.text("address").orElse("")),
                new AdapterName(shape.text("adapter").orElse("")),
                shape.get("name").asText().orElse(null),
                shape.whole("rssi").orElse((long) Advertisement.RSSI_UNKNOWN).intValue(),
                new AdvertisedContent(data.get("local_name").asText().orElse(null), txPower, makers, services, uuids),
                instant(shape.get("timestamp")));
    }

    private static Map<String, Json> object(JsonObject in, String name) {
        return in.get(name).asObject().orElse(JsonObject.EMPTY).fields();
    }

    /** @throws IllegalArgumentException when it is no array of bytes */
    public static GattValue value(Json bytes) {
        return GattValue.of(bytes.items().stream()
                .mapToInt(item -> item instanceof Json.Numeric number ? (int) number.value() : -1)
                .toArray());
    }

    /** Seconds since 1970 with milliseconds behind the point. */
    public static Json seconds(Instant at) {
        return Json.of(at.toEpochMilli() / 1000.0);
    }

    /** The start of 1970 when it is no number. */
    public static Instant instant(Json seconds) {
        return seconds instanceof Json.Numeric number
                ? Instant.ofEpochMilli(Math.round(number.value() * 1000))
                : Instant.EPOCH;
    }
}

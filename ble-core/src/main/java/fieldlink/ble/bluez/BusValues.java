package fieldlink.ble.bluez;

import fieldlink.ble.GattValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.UInt16;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/**
 * Reads what dbus-java makes of a message. Everything is first unwrapped: a variant becomes its value, a path a
 * {@code String}, an unsigned number an {@code Integer} or {@code Long}, an array of bytes a {@link GattValue}.
 */
final class BusValues {
    private BusValues() {}

    static List<Object> unwrapAll(Object[] values) {
        List<Object> plain = new ArrayList<>(values.length);
        for (Object value : values) {
            plain.add(unwrap(value));
        }
        return plain;
    }

    static Object unwrap(Object value) {
        if (value instanceof Variant<?> variant) {
            return unwrap(variant.getValue());
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new LinkedHashMap<>();
            map.forEach((key, item) -> plain.put(unwrap(key), unwrap(item)));
            return plain;
        }
        if (value instanceof List<?> list) {
            return unwrapList(list);
        }
        if (value instanceof byte[] bytes) {
            return GattValue.copyOf(bytes);
        }
        if (value instanceof DBusPath path) {
            return path.getPath();
        }
        if (value instanceof UInt16 number) {
            return number.intValue();
        }
        return value instanceof UInt32 number ? (Object) number.longValue() : value;
    }

    /** An empty array has lost its type; it stays a list, and {@link #bytes} takes that too. */
    private static Object unwrapList(List<?> list) {
        if (!list.isEmpty() && list.get(0) instanceof Byte) {
            byte[] bytes = new byte[list.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (Byte) list.get(i);
            }
            return GattValue.copyOf(bytes);
        }
        return unwrapAll(list.toArray());
    }

    static GattValue bytes(Object value) {
        if (value instanceof GattValue bytes) {
            return bytes;
        }
        if (value instanceof List<?> list && list.isEmpty()) {
            return GattValue.EMPTY;
        }
        throw unexpected("bytes", value);
    }

    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw unexpected("a string or path", value);
    }

    static boolean truth(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw unexpected("a boolean", value);
    }

    static int number(Object value) {
        if (value instanceof Number number) {
            return number.intValue();
        }
        throw unexpected("a number", value);
    }

    static List<String> texts(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(BusValues::text).toList();
        }
        throw unexpected("strings", value);
    }

    static Map<?, ?> map(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw unexpected("a dictionary", value);
    }

    /** Properties by name. */
    static Map<String, Object> properties(Object value) {
        Map<String, Object> named = new LinkedHashMap<>();
        map(value).forEach((key, item) -> named.put(text(key), item));
        return named;
    }

    private static BusException unexpected(String wanted, Object value) {
        return new BusException(
                BusException.MALFORMED,
                "expected " + wanted + ", found " + value.getClass().getSimpleName());
    }
}

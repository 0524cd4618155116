package fieldlink.ble.wire;

import fieldlink.ble.RequestPriority;

/** What Python's {@code float(x)} and a dictionary look-up make of a JSON value, with their words when they fail. */
final class PythonNumbers {
    private PythonNumbers() {}

    static double toFloat(String name, Json given) {
        String advice = name + " is in seconds, such as 10.0";
        if (given instanceof Json.Numeric number) {
            return number.value();
        }
        if (given instanceof Json.Flag flag) {
            return flag.value() ? 1 : 0;
        }
        if (given instanceof Json.Text text) {
            try {
                return Double.parseDouble(text.value().trim());
            } catch (NumberFormatException e) {
                throw new RequestRefusal(
                        "could not convert string to float: '" + CommandFields.quoted(given) + "'", advice);
            }
        }
        throw new RequestRefusal(
                "float() argument must be a string or a real number, not '" + typeName(given) + "'", advice);
    }

    /** Exactly HIGH, NORMAL or LOW; everything else that can be looked up is NORMAL. */
    static RequestPriority priority(Json given) {
        if (given instanceof Json.Array || given instanceof JsonObject) {
            throw new RequestRefusal("unhashable type: '" + typeName(given) + "'", "priority is HIGH, NORMAL or LOW");
        }
        return switch (given.asText().orElse("")) {
            case "HIGH" -> RequestPriority.HIGH;
            case "LOW" -> RequestPriority.LOW;
            default -> RequestPriority.NORMAL;
        };
    }

    /** What Python calls the type of a value that it read from JSON. */
    static String typeName(Json value) {
        if (value instanceof Json.Array) {
            return "list";
        }
        if (value instanceof Json.Text) {
            return "str";
        }
        if (value instanceof Json.Flag) {
            return "bool";
        }
        if (value instanceof Json.Numeric number) {
            return number.literal().matches("-?\\d+") ? "int" : "float";
        }
        return value instanceof JsonObject ? "dict" : "NoneType";
    }
}

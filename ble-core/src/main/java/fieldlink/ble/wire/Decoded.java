package fieldlink.ble.wire;

/** What a line turned out to be. */
public sealed interface Decoded {
    record Understood(Request request) implements Decoded {}

    /** @param reply what the client is told, ready to send */
    record Refused(JsonObject reply) implements Decoded {}
}

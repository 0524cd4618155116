package fieldlink.ble.bluez;

import java.util.List;

/** A method call that somebody makes on an object of ours. It must be answered once, with one of the two. */
interface BusRequest {
    /** The unique name of the caller. */
    String sender();

    String path();

    String face();

    String member();

    List<Object> values();

    /** @param signature of the values; empty when there are none */
    void reply(String signature, Object... values);

    /** @param name a D-Bus error name */
    void fail(String name, String text);

    default void replyNothing() {
        reply("");
    }

    default void failUnknown() {
        fail("org.freedesktop.DBus.Error.UnknownMethod", "no method " + face() + "." + member() + " on " + path());
    }
}

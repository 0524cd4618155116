import org.jspecify.annotations.NullMarked;

/** Bluetooth LE for several programs at once. */
@NullMarked
module fieldlink.ble {
    requires static transitive org.jspecify;
    requires jdk.net;
    requires org.freedesktop.dbus;
    requires tools.jackson.core;

    exports fieldlink.ble;
    exports fieldlink.ble.bluez;
    exports fieldlink.ble.ipc;
    exports fieldlink.ble.sensors;
    exports fieldlink.ble.session;
    exports fieldlink.ble.sim;
    exports fieldlink.ble.switchbot;
    exports fieldlink.ble.wire;
}

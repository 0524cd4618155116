import org.jspecify.annotations.NullMarked;

/** Bluetooth LE for several programs at once. */
@NullMarked
module fieldlink.ble {
    requires static transitive org.jspecify;

    exports fieldlink.ble;
    exports fieldlink.ble.session;
    exports fieldlink.ble.sim;
}

import org.jspecify.annotations.NullMarked;

/** The PowerHub protocol. */
@NullMarked
module fieldlink.powerhub {
    requires static transitive fieldlink.ble;
    requires static org.jspecify;

    exports fieldlink.powerhub;
    exports fieldlink.powerhub.ble;
    exports fieldlink.powerhub.client;
    exports fieldlink.powerhub.sim;
}

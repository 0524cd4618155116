import org.jspecify.annotations.NullMarked;

/** The PowerHub protocol. */
@NullMarked
module fieldlink.powerhub {
    requires static org.jspecify;

    exports fieldlink.powerhub;
    exports fieldlink.powerhub.client;
    exports fieldlink.powerhub.sim;
}

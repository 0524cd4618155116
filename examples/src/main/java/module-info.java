import org.jspecify.annotations.NullMarked;

/** Programs to start from. */
@NullMarked
module fieldlink.examples {
    requires fieldlink.ble;
    requires fieldlink.ccm;
    requires fieldlink.jobs.agent;
    requires fieldlink.powerhub;
    requires static org.jspecify;
}

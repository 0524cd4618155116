import org.jspecify.annotations.NullMarked;

/** UECS-CCM packets and greenhouse actuators. */
@NullMarked
module fieldlink.ccm {
    requires static transitive org.jspecify;
    requires org.yaml.snakeyaml;
    requires tools.jackson.core;

    exports fieldlink.ccm.actuator;
    exports fieldlink.ccm.cadence;
    exports fieldlink.ccm.config;
    exports fieldlink.ccm.engine;
    exports fieldlink.ccm.sim;
    exports fieldlink.ccm.store;
    exports fieldlink.ccm.udp;
    exports fieldlink.ccm;
}

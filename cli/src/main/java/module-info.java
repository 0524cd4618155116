import org.jspecify.annotations.NullMarked;

/** The command line and the gateway. */
@NullMarked
module fieldlink.cli {
    requires fieldlink.ble;
    requires fieldlink.ccm;
    requires fieldlink.powerhub;
    requires info.picocli;
    requires java.logging;
    requires jdk.net;
    requires tools.jackson.core;
    requires fieldlink.jobs.server;
    requires fieldlink.jobs.store;
    requires fieldlink.powerhub;
    requires info.picocli;
    requires java.net.http;
    requires fieldlink.jobs.robot;
    requires fieldlink.powerhub;
    requires info.picocli;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires static org.jspecify;
}

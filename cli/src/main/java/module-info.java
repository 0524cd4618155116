import org.jspecify.annotations.NullMarked;

/** The command line and the gateway. */
@NullMarked
module fieldlink.cli {
    requires fieldlink.ble;
    requires fieldlink.ccm;
    requires fieldlink.jobs.agent;
    requires fieldlink.jobs.robot;
    requires fieldlink.jobs.server;
    requires fieldlink.jobs.store;
    requires fieldlink.powerhub;
    requires info.picocli;
    requires java.logging;
    requires java.net.http;
    requires jdk.httpserver;
    requires jdk.net;
    requires static org.jspecify;
    requires tools.jackson.core;
    requires tools.jackson.databind;
}

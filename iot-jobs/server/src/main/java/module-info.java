import org.jspecify.annotations.NullMarked;

/** The job queue over HTTP. */
@NullMarked
module fieldlink.jobs.server {
    requires transitive fieldlink.jobs;
    requires io.prometheus.metrics.core;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    requires transitive java.net.http;
    requires static transitive org.jspecify;
    requires password4j;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires undertow.core;
    requires xnio.api;

    exports fieldlink.jobs.server;
    exports fieldlink.jobs.server.access;
    exports fieldlink.jobs.server.chat;
    exports fieldlink.jobs.server.dashboard;
    exports fieldlink.jobs.server.http;
    exports fieldlink.jobs.server.json;
}

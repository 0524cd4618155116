import org.jspecify.annotations.NullMarked;

/** Robot projects: a Socket.IO front for people and programs, and the supervised process that runs their code. */
@NullMarked
module fieldlink.jobs.robot {
    requires transitive tools.jackson.databind;
    requires transitive undertow.core;
    requires io.prometheus.writer.text;
    requires io.prometheus.metrics.model;
    requires java.net.http;
    requires org.yaml.snakeyaml;
    requires tools.jackson.core;
    requires xnio.api;
    requires static org.jspecify;

    exports fieldlink.jobs.robot;
    exports fieldlink.jobs.robot.client;
    exports fieldlink.jobs.robot.engineio;
    exports fieldlink.jobs.robot.host;
    exports fieldlink.jobs.robot.rules;
    exports fieldlink.jobs.robot.serve;
    exports fieldlink.jobs.robot.socketio;
    exports fieldlink.jobs.robot.undertow;
    exports fieldlink.jobs.robot.worker;
}

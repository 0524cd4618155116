import org.jspecify.annotations.NullMarked;

/** The device side of the job queue. */
@NullMarked
module fieldlink.jobs.agent {
    requires transitive fieldlink.jobs;
    requires java.net.http;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires static org.jspecify;

    exports fieldlink.jobs.agent;
}

import org.jspecify.annotations.NullMarked;

/** The model of the job queue: vocabulary, rules, and the queue itself in memory. */
@NullMarked
module fieldlink.jobs {
    requires static transitive org.jspecify;

    exports fieldlink.jobs;
    exports fieldlink.jobs.queue;
    exports fieldlink.jobs.rules;
}

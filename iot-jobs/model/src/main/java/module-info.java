import org.jspecify.annotations.NullMarked;

/** The model of the job queue. */
@NullMarked
module fieldlink.jobs {
    requires static org.jspecify;

    exports fieldlink.jobs;
}

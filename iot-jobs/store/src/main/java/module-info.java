import org.jspecify.annotations.NullMarked;

/** See docs/architecture.md. */
@NullMarked
module fieldlink.jobs.store {
    requires static org.jspecify;
}

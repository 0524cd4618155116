import org.jspecify.annotations.NullMarked;

/** See docs/architecture.md. */
@NullMarked
module fieldlink.jobs.server {
    requires static org.jspecify;
}

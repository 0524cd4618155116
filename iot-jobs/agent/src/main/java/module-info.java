import org.jspecify.annotations.NullMarked;

/** See docs/architecture.md. */
@NullMarked
module fieldlink.jobs.agent {
    requires static org.jspecify;
}

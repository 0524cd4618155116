import org.jspecify.annotations.NullMarked;

/** See docs/architecture.md. */
@NullMarked
module fieldlink.jobs.robot {
    requires static org.jspecify;
}

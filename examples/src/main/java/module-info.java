import org.jspecify.annotations.NullMarked;

/** Programs to start from. */
@NullMarked
module fieldlink.examples {
    requires static org.jspecify;
}

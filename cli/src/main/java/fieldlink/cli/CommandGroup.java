package fieldlink.cli;

import java.util.List;

/** A word that is followed by another: {@code powerhub}, {@code actuator}. Only the command that is asked for is built. */
public non-sealed interface CommandGroup extends Node {
    /** A command as the help of its group lists it. */
    record Entry(String name, String summary) {}

    /** In the order in which help lists them. */
    List<Entry> entries();

    /**
     * Builds one command.
     *
     * @param name one of the names in {@link #entries}
     * @param syntax where a command declares what it accepts
     */
    Node open(String name, Syntax syntax);

    /** For {@link #open} when the name is none of the group's: a bug in the group, not the user's mistake. */
    static IllegalStateException unknown(String name) {
        return new IllegalStateException("'" + name + "' is listed but cannot be opened");
    }
}

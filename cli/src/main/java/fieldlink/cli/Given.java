package fieldlink.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the user gave to one command, as text, by what the command declared. */
public final class Given {
    private final Map<Arg<?>, List<String>> texts = new HashMap<>();

    /** Adds one occurrence; a flag's text says nothing. */
    public void add(Arg<?> arg, String text) {
        texts.computeIfAbsent(arg, key -> new ArrayList<>()).add(text);
    }

    /** In the order in which they were given; empty when there were none. */
    List<String> texts(Arg<?> arg) {
        List<String> found = texts.get(arg);
        return found == null ? List.of() : List.copyOf(found);
    }
}

package fieldlink.cli.main;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandGroup;
import fieldlink.cli.Given;
import fieldlink.cli.Node;
import fieldlink.cli.Syntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a command line that is right in the plainest way, without picocli: loading that library takes longer than a
 * short command runs. Whatever this reader is not sure of (help, abbreviations, mistakes) it leaves to picocli, which
 * has the last word on what a line means and says what is wrong with it. A property test holds the two together.
 */
final class QuickReader {
    private final CommonOptions common;
    private final List<String> words;
    private final Given given = new Given();
    private int next;

    private QuickReader(CommonOptions common, List<String> words) {
        this.common = common;
        this.words = words;
    }

    /** The line's meaning, or empty when picocli has to look at it. */
    static Optional<Line> read(CommandGroup root, CommonOptions common, List<String> words) {
        return new QuickReader(common, words).group(root);
    }

    private Optional<Line> group(CommandGroup group) {
        while (next < words.size() && takeFlag(common.syntax, words.get(next))) {
            next++;
        }
        if (next == words.size() || !lists(group, words.get(next))) {
            return Optional.empty();
        }
        Syntax syntax = new Syntax();
        Node node = group.open(words.get(next++), syntax);
        if (node instanceof CommandGroup inner) {
            return group(inner);
        }
        return takeAll(syntax) ? Optional.of(new Line((Command) node, given)) : Optional.empty();
    }

    private static boolean lists(CommandGroup group, String name) {
        for (CommandGroup.Entry entry : group.entries()) {
            if (entry.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private boolean takeAll(Syntax syntax) {
        List<String> plain = new ArrayList<>();
        while (next < words.size()) {
            String word = words.get(next++);
            if (word.isEmpty() || word.charAt(0) != '-' || word.equals("-")) {
                plain.add(word);
            } else if (word.equals("--")) {
                plain.addAll(words.subList(next, words.size()));
                next = words.size();
            } else if (!takeFlag(syntax, word) && !takeFlag(common.syntax, word) && !takeOption(syntax, word)) {
                return false;
            }
        }
        return takeParameters(syntax.declaredParameters(), plain);
    }

    private boolean takeFlag(Syntax syntax, String word) {
        Optional<Arg<?>> option = syntax.optionNamed(word);
        if (option.isEmpty() || option.get().shape() != Arg.Shape.FLAG) {
            return false;
        }
        // Help and version are no commands' business; and only -v is worth saying twice.
        if (option.get() == common.help || option.get() == common.version || isRepeated(option.get())) {
            return false;
        }
        given.add(option.get(), "true");
        return true;
    }

    private boolean isRepeated(Arg<?> flag) {
        return flag != common.verbose && flag.isSet(given);
    }

    private boolean takeOption(Syntax syntax, String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Optional<Arg<?>> option = syntax.optionNamed(name);
        if (option.isEmpty() || option.get().shape() == Arg.Shape.FLAG) {
            return false;
        }
        String value;
        if (equals >= 0) {
            value = word.substring(equals + 1);
        } else if (next < words.size()) {
            value = words.get(next++);
        } else {
            return false;
        }
        boolean again = option.get().shape() != Arg.Shape.MANY && option.get().isSet(given);
        // Quotes and dashes are where picocli's rules are finer than these.
        if (again || value.isEmpty() || value.startsWith("-") || value.startsWith("\"")) {
            return false;
        }
        given.add(option.get(), value);
        return true;
    }

    private boolean takeParameters(List<Arg<?>> parameters, List<String> plain) {
        int at = 0;
        for (Arg<?> parameter : parameters) {
            int most = parameter.shape() == Arg.Shape.MANY ? plain.size() : at + 1;
            if (parameter.shape() == Arg.Shape.REQUIRED && at == plain.size()) {
                return false;
            }
            for (; at < Math.min(most, plain.size()); at++) {
                given.add(parameter, plain.get(at));
            }
        }
        return at == plain.size();
    }
}

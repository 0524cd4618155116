package fieldlink.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandGroup;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Node;
import fieldlink.cli.Syntax;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** The quick reader and picocli are two readers of one language; this holds them together. */
class QuickReaderTest {
    private final CommonOptions common = new CommonOptions();

    @Property(tries = 3000)
    void whatTheQuickReaderUnderstandsPicocliUnderstandsAlike(@ForAll("lines") List<String> words) throws Exception {
        Optional<Line> quick = QuickReader.read(new Shop(), common, words);
        Optional<Line> slow = withPicocli(words);
        Statistics.collect(quick.isPresent() ? "quick" : slow.isPresent() ? "picocli alone" : "a mistake");
        if (quick.isPresent()) {
            assertThat(slow).as("picocli's view of %s", words).isPresent();
            assertThat(told(quick.get())).as("of %s", words).isEqualTo(told(slow.get()));
        }
    }

    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<String> word = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.of("shop", "sell", "apple", "pear", "7", "x=y", "a b")),
                Tuple.of(4, Arbitraries.of("--size", "--size=3", "-s", "--tag", "--tag=red", "--gift", "-g")),
                Tuple.of(2, Arbitraries.of("--json", "-v", "-vv", "--verbose", "--help", "-h", "--version")),
                Tuple.of(1, Arbitraries.of("--", "-", "", "-5", "--nothing", "\"quoted\"", "@file", "--size=", "-gv")));
        Arbitrary<List<String>> rest = word.list().ofMaxSize(7);
        Arbitrary<List<String>> start = Arbitraries.of(
                List.of("shop", "sell"),
                List.of("shop", "sell", "apple"),
                List.of("--json", "shop", "sell"),
                List.of());
        return start.flatMap(first ->
                rest.map(more -> Stream.concat(first.stream(), more.stream()).toList()));
    }

    @Test
    void readsAPlainLineItself() throws Exception {
        Line line = QuickReader.read(
                        new Shop(),
                        common,
                        List.of("--json", "shop", "sell", "-g", "apple", "--tag=red", "--size", "3", "big", "ripe"))
                .orElseThrow();
        assertThat(told(line)).isEqualTo("apple Optional[big] [ripe] size=3 tags=[red] gift=true json=true v=0");
    }

    @Test
    void leavesAMistakeToPicocli() {
        assertThat(QuickReader.read(new Shop(), common, List.of("shop", "sell")))
                .isEmpty();
        assertThat(QuickReader.read(new Shop(), common, List.of("shop", "sell", "apple", "--sise", "3")))
                .isEmpty();
    }

    private Optional<Line> withPicocli(List<String> words) {
        CommandModel model = new CommandModel(new Shop(), common);
        try {
            return model.line(model.parse(words));
        } catch (ParameterException e) {
            return Optional.empty();
        }
    }

    private String told(Line line) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        line.command()
                .run(line.given(), new Console(new ByteArrayInputStream(new byte[0]), print, print, Map.of(), false));
        return out.toString(StandardCharsets.UTF_8).strip() + " json=" + common.json.isSet(line.given()) + " v="
                + common.verbosity(line.given());
    }

    private static final class Shop implements CommandGroup {
        @Override
        public List<Entry> entries() {
            return List.of(new Entry("shop", "A group."));
        }

        @Override
        public Node open(String name, Syntax syntax) {
            return new CommandGroup() {
                @Override
                public List<Entry> entries() {
                    return List.of(new Entry("sell", "A command."));
                }

                @Override
                public Node open(String inner, Syntax innerSyntax) {
                    return new Sell(innerSyntax);
                }
            };
        }
    }

    private static final class Sell implements Command {
        private final Arg<String> size;
        private final Arg<String> tags;
        private final Arg<Boolean> gift;
        private final Arg<String> what;
        private final Arg<String> how;
        private final Arg<String> more;

        Sell(Syntax syntax) {
            size = syntax.option("--size, -s", "N", text -> text, "1", "How big.");
            tags = syntax.options("--tag", "TAG", text -> text, "Any number.");
            gift = syntax.flag("--gift, -g", "Wrap it.");
            what = syntax.parameter("WHAT", text -> text, "What.");
            how = syntax.optionalParameter("HOW", text -> text, "How.");
            more = syntax.parameters("MORE", text -> text, "More.");
        }

        @Override
        public ExitCode run(Given given, Console console) {
            console.result(what.get(given) + " " + how.find(given) + " " + more.all(given) + " size=" + size.get(given)
                    + " tags=" + tags.all(given) + " gift=" + gift.isSet(given));
            return ExitCode.DONE;
        }
    }
}

package fieldlink.cli.powerhub;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.powerhub.Channel;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.client.Confirmation;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code fieldlink powerhub set}, {@code fade}, {@code blink}, {@code strobe}, {@code off} and {@code batch}: commands
 * to the outputs. Prints the levels afterwards, and fails when they are not what they should be.
 */
final class DriveCommand implements Command {
    private final String verb;
    private final Arg<String> words;
    private final HubChoice choice;

    private DriveCommand(Syntax syntax, String verb, String form, String... examples) {
        this.verb = verb;
        syntax.details(
                form,
                "The hub acknowledges commands when they are queued; the levels printed are read afterwards, and show a"
                        + " fade's goal. A pattern cannot be confirmed by them.");
        syntax.examples(examples);
        words = syntax.parameters("WORD", text -> text, "The command's numbers, word by word.");
        choice = new HubChoice(syntax);
    }

    /** One command, whose own name is the verb. */
    static DriveCommand one(Syntax syntax, String verb, String numbers) {
        return new DriveCommand(syntax, verb, CommandWords.FORMS, "powerhub " + verb + " " + numbers);
    }

    static DriveCommand off(Syntax syntax) {
        return new DriveCommand(
                syntax, "off", "off [CHANNEL…], all of them when none is named", "powerhub off", "powerhub off 0 3");
    }

    static DriveCommand batch(Syntax syntax) {
        return new DriveCommand(
                syntax,
                "batch",
                "Several commands separated by ' , ': " + CommandWords.FORMS,
                "powerhub batch set 0 255 , fade 1 128 2s");
    }

    @Override
    public ExitCode run(Given given, Console console) throws InterruptedException {
        CommandBatch batch = CommandBatch.of(new CommandWords(line(words.all(given)), false).parse());
        choice.use(given, console, hub -> {
            Confirmation confirmation = hub.sendAndConfirm(batch);
            console.result(FrameJson.levels(confirmation.seen()));
            if (confirmation instanceof Confirmation.Unconfirmed) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the hub queued the commands but does not show them; is a fade running, or is it too hot?");
            }
        });
        return ExitCode.DONE;
    }

    private List<String> line(List<String> given) {
        List<String> line = new ArrayList<>();
        if (verb.equals("off")) {
            for (String channel : given.isEmpty() ? everyChannel() : given) {
                line.addAll(line.isEmpty() ? List.of() : List.of(","));
                line.addAll(List.of("set", channel, "0"));
            }
            return line;
        }
        if (!verb.equals("batch")) {
            line.add(verb);
        }
        line.addAll(given);
        return line;
    }

    private static List<String> everyChannel() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < Channel.COUNT; i++) {
            all.add(Integer.toString(i));
        }
        return all;
    }
}

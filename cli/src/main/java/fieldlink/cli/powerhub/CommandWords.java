package fieldlink.cli.powerhub;

import fieldlink.powerhub.Channel;
import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.Level;
import fieldlink.powerhub.UnsafeCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Channel commands as words: {@code set 0 255 , fade 1 128 2s}. */
public final class CommandWords {
    static final String FORMS =
            "set CHANNEL LEVEL | fade CHANNEL LEVEL TIME | blink CHANNEL PERIOD | strobe CHANNEL COUNT TOTAL PAUSE";

    /** Between the commands of a batch. */
    private static final String AND_THEN = ",";

    private final List<String> words;
    private final boolean unsafe;
    private int at;

    /** @param unsafe whether parameters that reboot a hub are taken too */
    CommandWords(List<String> words, boolean unsafe) {
        this.words = words;
        this.unsafe = unsafe;
    }

    /** The commands of a line, none of which reboots a hub. */
    public static List<ChannelCommand> parse(String line) {
        return new CommandWords(List.of(line.strip().split("\\s+")), false).parse();
    }

    List<ChannelCommand> parse() {
        List<ChannelCommand> commands = new ArrayList<>();
        commands.add(command());
        while (at < words.size()) {
            String separator = next("',' before the next command");
            if (!separator.equals(AND_THEN)) {
                throw new IllegalArgumentException(
                        "'" + separator + "' is one word too many; separate commands with ' , '");
            }
            commands.add(command());
        }
        return commands;
    }

    private ChannelCommand command() {
        String name = next("a command (" + FORMS + ")");
        return switch (name) {
            case "set" -> new ChannelCommand.Set(channel(), level());
            case "fade" -> fade(channel(), level(), time("fade time"));
            case "blink" -> blink(channel(), time("blink period"));
            case "strobe" -> strobe(channel(), number("strobe count"), time("strobe total"), time("strobe pause"));
            default -> throw new IllegalArgumentException("'" + name + "' is no command; it is one of " + FORMS);
        };
    }

    private ChannelCommand fade(Channel channel, Level level, Duration time) {
        return unsafe ? UnsafeCommands.fade(channel, level, time) : new ChannelCommand.Fade(channel, level, time);
    }

    private ChannelCommand blink(Channel channel, Duration period) {
        return unsafe ? UnsafeCommands.blink(channel, period) : new ChannelCommand.Blink(channel, period);
    }

    private ChannelCommand strobe(Channel channel, int count, Duration total, Duration pause) {
        return unsafe
                ? UnsafeCommands.strobe(channel, count, total, pause)
                : new ChannelCommand.Strobe(channel, count, total, pause);
    }

    private Channel channel() {
        return Channel.of(number("channel"));
    }

    private Level level() {
        return Level.of(number("level"));
    }

    private int number(String what) {
        return Quantity.whole(what, next(what));
    }

    private Duration time(String what) {
        return Quantity.time(what, next(what));
    }

    private String next(String what) {
        if (at == words.size()) {
            throw new IllegalArgumentException("the " + what + " is missing; the forms are " + FORMS);
        }
        return words.get(at++);
    }
}

package fieldlink.cli.jobs;

import fieldlink.cli.CommandGroup;
import fieldlink.cli.Node;
import fieldlink.cli.Syntax;
import java.util.List;

/** {@code fieldlink jobs schedule …}. */
final class ScheduleCommands implements CommandGroup {
    @Override
    public List<Entry> entries() {
        return List.of(
                new Entry("add", "Give a device a command again and again."),
                new Entry("list", "List schedules, and what came of them last."),
                new Entry("pause", "Let a schedule's due times pass."),
                new Entry("resume", "Let a schedule go on from now."),
                new Entry("remove", "End a schedule; the jobs that it submitted stay."));
    }

    @Override
    public Node open(String name, Syntax syntax) {
        return switch (name) {
            case "add" -> new AddScheduleCommand(syntax);
            case "list" -> new ListSchedulesCommand(syntax);
            case "pause" -> OneScheduleCommand.pause(syntax);
            case "resume" -> OneScheduleCommand.resume(syntax);
            case "remove" -> OneScheduleCommand.remove(syntax);
            default -> throw CommandGroup.unknown(name);
        };
    }
}

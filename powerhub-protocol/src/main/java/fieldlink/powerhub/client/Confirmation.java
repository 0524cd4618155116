package fieldlink.powerhub.client;

import fieldlink.powerhub.Channel;
import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.ChannelLevels;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.Level;
import fieldlink.powerhub.Mode;
import java.util.HashMap;
import java.util.Map;

/**
 * What FFF0 showed after a batch. The hub acknowledges a batch when it is queued; only the levels tell that it ran, and
 * they show a fade's goal, not its progress.
 */
public sealed interface Confirmation {
    /** The levels last seen. */
    ChannelLevels seen();

    /** Every output that the batch leaves at a level is commanded to that level. */
    record Confirmed(ChannelLevels seen) implements Confirmation {}

    /** In the time there was, the levels did not become what they should. */
    record Unconfirmed(ChannelLevels seen, Map<Channel, Level> expected) implements Confirmation {}

    /** The batch leaves nothing but patterns running, whose levels come and go. */
    record Unobservable(ChannelLevels seen) implements Confirmation {}

    /** The levels that a batch leads to; outputs that it leaves blinking or flashing are not among them. */
    static Map<Channel, Level> expectedAfter(CommandBatch batch) {
        Map<Channel, Level> expected = new HashMap<>();
        for (ChannelCommand command : batch.commands()) {
            if (command instanceof ChannelCommand.Set set) {
                expected.put(set.channel(), set.level());
            } else if (command instanceof ChannelCommand.Fade fade) {
                expected.put(fade.channel(), fade.level());
            } else if (command.mode() == Mode.BLINK || command.mode() == Mode.STROBE) {
                expected.remove(command.channel());
            }
        }
        return expected;
    }

    /** Whether every expected level is there. */
    static boolean isReached(Map<Channel, Level> expected, ChannelLevels seen) {
        for (Map.Entry<Channel, Level> entry : expected.entrySet()) {
            if (!seen.of(entry.getKey()).equals(entry.getValue())) {
                return false;
            }
        }
        return true;
    }
}

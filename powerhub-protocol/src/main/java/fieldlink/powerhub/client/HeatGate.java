package fieldlink.powerhub.client;

import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.Level;
import fieldlink.powerhub.MonitorFlag;
import fieldlink.powerhub.Telemetry;

/**
 * Knows whether a hub has switched its outputs off because it is too hot. Its firmware would switch them on again for
 * whoever asks; this is what keeps the asking back.
 */
final class HeatGate {
    private volatile boolean hot;

    void saw(Telemetry telemetry) {
        hot = telemetry.has(MonitorFlag.THERMAL_ACTIVE);
    }

    /** By what was seen last. */
    boolean holdsBack(CommandBatch batch) {
        return hot && batch.commands().stream().anyMatch(HeatGate::drives);
    }

    private static boolean drives(ChannelCommand command) {
        if (command instanceof ChannelCommand.Set set) {
            return !set.level().equals(Level.OFF);
        }
        if (command instanceof ChannelCommand.Fade fade) {
            return !fade.level().equals(Level.OFF);
        }
        return true;
    }
}

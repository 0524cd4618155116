package fieldlink.ble;

import java.util.concurrent.CompletionStage;

/** What an operator may do to the shared radio: for {@code ble recover}, {@code ble queue} and the like. */
public interface BleControl {
    /**
     * Takes one step of the recovery ladder now, whatever the budgets say. Links of the adapter are lost by all steps
     * but {@link RecoveryStep#DROP_DEVICE}.
     */
    CompletionStage<Void> recover(AdapterName adapter, RecoveryStep step);

    /** Ends the link to a device, if any, and makes the system forget it, cached services included. */
    CompletionStage<Void> forget(DeviceAddress device);

    /** Takes a waiting or running request of any client back; false when there is none of that number. */
    CompletionStage<Boolean> cancel(long request);

    /** Changes how the queue treats old requests, from now on. */
    CompletionStage<Void> changeQueue(QueueSettings settings);

    CompletionStage<QueueSettings> queueSettings();
}

package fieldlink.ble.ipc;

import fieldlink.ble.BleCentral;
import fieldlink.ble.BleException;
import fieldlink.ble.BleStatus;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattValue;
import fieldlink.ble.Registration;
import fieldlink.ble.SubscriptionEvent;
import fieldlink.ble.WriteMode;
import fieldlink.ble.wire.Command;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Subscribe, write, wait for the first notification that comes after the write was begun, and unsubscribe, whatever
 * happens between.
 */
final class Exchange implements SubscriptionEvent.Visitor<Boolean> {
    private final SelectorLoop loop;
    private final BleCentral central;
    private final Command.WriteThenNotify command;
    private final CompletableFuture<GattValue> answer = new CompletableFuture<>();
    /** Values that come before belong to somebody else's question. */
    private volatile boolean asked;

    Exchange(SelectorLoop loop, BleCentral central, Command.WriteThenNotify command) {
        this.loop = loop;
        this.central = central;
        this.command = command;
    }

    /** On the loop's thread. */
    CompletionStage<GattValue> run(Deadline deadline) {
        Registration timer = loop.schedule(
                deadline.left(),
                () -> answer.completeExceptionally(
                        Deadline.timedOut("the device sent no notification after the write")));
        Registration watch = deadline.onCancel(() ->
                answer.completeExceptionally(BleException.of(BleStatus.CANCELLED, "the request was taken back", "")));
        DeviceAddress device = command.write().device();
        central.subscribe(device, command.answer(), event -> event.accept(this), deadline.options())
                .thenCompose(registration -> {
                    answered().whenComplete((value, failure) -> registration.close());
                    return write(device, deadline);
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        answer.completeExceptionally(CommandDesk.failure(failure));
                    }
                });
        return answer.whenCompleteAsync(
                (value, failure) -> {
                    timer.close();
                    watch.close();
                },
                loop);
    }

    private CompletionStage<GattValue> answered() {
        return answer;
    }

    private CompletionStage<Void> write(DeviceAddress device, Deadline deadline) {
        asked = true;
        return central.write(
                        device,
                        command.write().characteristic(),
                        command.value(),
                        WriteMode.WITH_RESPONSE,
                        deadline.options())
                .exceptionallyCompose(failure -> CommandDesk.failure(failure).status() == BleStatus.NOT_SUPPORTED
                        ? central.write(
                                device,
                                command.write().characteristic(),
                                command.value(),
                                WriteMode.WITHOUT_RESPONSE,
                                deadline.options())
                        : CompletableFuture.failedStage(failure));
    }

    /** Whether the exchange is over. */
    @Override
    public Boolean value(SubscriptionEvent.Value event) {
        return asked && answer.complete(event.value());
    }

    @Override
    public Boolean gap(SubscriptionEvent.Gap event) {
        return asked
                && answer.completeExceptionally(BleException.of(
                        BleStatus.LINK_LOST,
                        "the link was lost after the write and before the notification; the outcome is unknown",
                        "read the device's state"));
    }

    @Override
    public Boolean resumed(SubscriptionEvent.Resumed event) {
        return false;
    }

    @Override
    public Boolean ended(SubscriptionEvent.Ended event) {
        return answer.completeExceptionally(event.cause());
    }
}

package fieldlink.ble.session;

import fieldlink.ble.CharacteristicId;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattLink;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import fieldlink.ble.Registration;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.SubscriptionEvent;
import fieldlink.ble.WriteMode;
import fieldlink.ble.radio.Failure;
import fieldlink.ble.radio.Operation;
import fieldlink.ble.radio.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A link in one life of it, lent to one client. */
final class BorrowedLink implements GattLink {
    private final SessionCore core;
    private final SessionClient client;
    private final long borrow;
    private final Outcome.Borrowed lent;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean up = true;

    BorrowedLink(SessionCore core, SessionClient client, long borrow, Outcome.Borrowed lent) {
        this.core = core;
        this.client = client;
        this.borrow = borrow;
        this.lent = lent;
    }

    @Override
    public DeviceAddress device() {
        return lent.link().key().device();
    }

    @Override
    public GattTree services() {
        return lent.tree();
    }

    @Override
    public boolean isUp() {
        return up;
    }

    @Override
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    @Override
    public CompletionStage<GattValue> read(CharacteristicId characteristic, RequestOptions options) {
        return client.read(device(), characteristic, options, generation());
    }

    @Override
    public CompletionStage<Void> write(
            CharacteristicId characteristic, GattValue value, WriteMode mode, RequestOptions options) {
        return client.write(device(), new Operation.Write(characteristic, value, mode), options, generation());
    }

    @Override
    public CompletionStage<Registration> subscribe(
            CharacteristicId characteristic, Consumer<SubscriptionEvent> listener, RequestOptions options) {
        return client.subscribe(device(), characteristic, listener, options, generation());
    }

    @Override
    public void close() {
        if (!up) {
            return;
        }
        up = false;
        core.run(orchestrator -> {
            core.desk().takeBack(borrow);
            orchestrator.giveBack(borrow, core.now());
        });
        core.tell(() -> ended.complete(null));
    }

    /** The link is lost. */
    void gone(Failure failure) {
        up = false;
        core.tell(() -> ended.completeExceptionally(failure.toException()));
    }

    private long generation() {
        return lent.link().generation();
    }
}

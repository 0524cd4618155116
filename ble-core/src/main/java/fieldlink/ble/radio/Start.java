package fieldlink.ble.radio;

import fieldlink.ble.GattTree;
import java.util.Optional;
import java.util.function.Function;

/**
 * How each operation begins on a ready link: with a call to be made, or, when nothing has to be asked of the radio, with
 * its end.
 */
final class Start implements Operation.Visitor<Optional<GattCall>> {
    private final RadioState state;
    private final Peer peer;
    private final Link link;
    private final Request request;

    Start(RadioState state, Peer peer, Link link, Request request) {
        this.state = state;
        this.peer = peer;
        this.link = link;
        this.request = request;
    }

    @Override
    public Optional<GattCall> borrow(Operation.Borrow operation) {
        peer.borrowers.put(request.number(), request.client());
        state.complete(request, new Outcome.Borrowed(link.ref, link.tree()));
        return Optional.empty();
    }

    @Override
    public Optional<GattCall> services(Operation.Services operation) {
        state.complete(request, new Outcome.Listed(link.tree()));
        return Optional.empty();
    }

    @Override
    public Optional<GattCall> read(Operation.Read operation) {
        return call(
                Characteristics.toRead(link.tree(), operation.characteristic()),
                characteristic -> new GattCall.Read(characteristic.handle()));
    }

    @Override
    public Optional<GattCall> write(Operation.Write operation) {
        return call(
                Characteristics.toWrite(link.tree(), operation),
                characteristic -> new GattCall.Write(characteristic.handle(), operation.value(), operation.mode()));
    }

    @Override
    public Optional<GattCall> subscribe(Operation.Subscribe operation) {
        Characteristics.Choice choice = Characteristics.toSubscribe(link.tree(), operation.characteristic());
        if (choice instanceof Characteristics.Choice.Chosen chosen
                && link.notifying.contains(chosen.characteristic().handle())) {
            state.subscriptions.declare(new Subscriptions.Declared(
                    operation.subscription(),
                    request.client(),
                    request.device(),
                    operation.characteristic(),
                    chosen.characteristic().handle()));
            state.complete(request, new Outcome.Done());
            return Optional.empty();
        }
        return call(choice, characteristic -> new GattCall.StartNotify(characteristic.handle()));
    }

    private Optional<GattCall> call(Characteristics.Choice choice, Function<GattTree.Characteristic, GattCall> callOf) {
        if (choice instanceof Characteristics.Choice.Chosen chosen) {
            return Optional.of(callOf.apply(chosen.characteristic()));
        }
        if (choice instanceof Characteristics.Choice.Impossible impossible) {
            Failure why = impossible.failure();
            state.fail(
                    request,
                    Failure.of(
                            why.status(),
                            request.operation().words() + " at " + peer.device + ": " + why.message(),
                            why.advice()));
        }
        return Optional.empty();
    }
}

package fieldlink.ble.radio;

/** What each operation gives its caller when the radio has done it. */
final class Finish implements Operation.Visitor<Outcome> {
    private final RadioState state;
    private final Link link;
    private final Work work;
    private final Request request;
    private final Reply reply;

    Finish(RadioState state, Link link, Work work, Request request, Reply reply) {
        this.state = state;
        this.link = link;
        this.work = work;
        this.request = request;
        this.reply = reply;
    }

    @Override
    public Outcome borrow(Operation.Borrow operation) {
        return new Outcome.Borrowed(link.ref, link.tree());
    }

    @Override
    public Outcome read(Operation.Read operation) {
        return new Outcome.Read(reply.value());
    }

    @Override
    public Outcome write(Operation.Write operation) {
        return new Outcome.Done();
    }

    @Override
    public Outcome services(Operation.Services operation) {
        return new Outcome.Listed(link.tree());
    }

    /** From here on the subscription is declared: it outlives the request and the link. */
    @Override
    public Outcome subscribe(Operation.Subscribe operation) {
        link.notifying.add(work.handle());
        link.unwanted.remove(work.handle());
        state.subscriptions.declare(new Subscriptions.Declared(
                operation.subscription(),
                request.client(),
                request.device(),
                operation.characteristic(),
                work.handle()));
        return new Outcome.Done();
    }
}

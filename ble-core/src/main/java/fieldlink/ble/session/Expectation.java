package fieldlink.ble.session;

import fieldlink.ble.radio.Outcome;

/** Turns the outcome of a request into what its caller gets. A request cannot end with another kind than its own. */
abstract class Expectation<T> implements Outcome.Visitor<T> {
    @Override
    public T done(Outcome.Done outcome) {
        throw unexpected(outcome);
    }

    @Override
    public T read(Outcome.Read outcome) {
        throw unexpected(outcome);
    }

    @Override
    public T listed(Outcome.Listed outcome) {
        throw unexpected(outcome);
    }

    @Override
    public T borrowed(Outcome.Borrowed outcome) {
        throw unexpected(outcome);
    }

    @Override
    public T failed(Outcome.Failed outcome) {
        throw outcome.failure().toException();
    }

    private static IllegalStateException unexpected(Outcome outcome) {
        return new IllegalStateException("a request ended with " + outcome);
    }
}

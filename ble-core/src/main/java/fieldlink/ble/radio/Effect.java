package fieldlink.ble.radio;

import fieldlink.ble.AdapterName;
import fieldlink.ble.Advertisement;
import fieldlink.ble.BleStatus;
import fieldlink.ble.GattValue;
import fieldlink.ble.LinkKey;
import fieldlink.ble.RecoveryStep;
import fieldlink.ble.ScanMode;
import java.time.Duration;

/** What the orchestrator wants done. Effects are carried out in the order in which they are given. */
public sealed interface Effect {
    void accept(Visitor visitor);

    /** Answered by {@link Orchestrator#scanStarted}. */
    record StartScan(AdapterName adapter, ScanMode mode) implements Effect {
        @Override
        public void accept(Visitor visitor) {
            visitor.startScan(this);
        }
    }

    /** Answered by {@link Orchestrator#scanStopped}. */
    record StopScan(AdapterName adapter) implements Effect {
        @Override
        public void accept(Visitor visitor) {
            visitor.stopScan(this);
        }
    }

    /** Answered by {@link Orchestrator#connected}. */
    record Connect(LinkRef link) implements Effect {
        @Override
        public void accept(Visitor visitor) {
            visitor.connect(this);
        }
    }

    /** Answered by {@link Orchestrator#disconnected}. */
    record Disconnect(LinkRef link) implements Effect {
        @Override
        public void accept(Visitor visitor) {
            visitor.disconnect(this);
        }
    }

    /** Answered by {@link Orchestrator#answered}. */
    record Call(LinkRef link, GattCall call) implements Effect {
        @Override
        public void accept(Visitor visitor) {
            visitor.call(this);
        }
    }

    /** Answered by {@link Orchestrator#forgotten}. */
    record Forget(LinkKey link) implements Effect {
        @Override
        public void accept(Visitor visitor) {
            visitor.forget(this);
        }
    }

    /** Answered by {@link Orchestrator#recovered}. */
    record Recover(AdapterName adapter, RecoveryStep step) implements Effect {
        @Override
        public void accept(Visitor visitor) {
            visitor.recover(this);
        }
    }

    /** A request has ended; given exactly once for each that was submitted. */
    record Complete(long request, Outcome outcome) implements Effect {
        @Override
        public void accept(Visitor visitor) {
            visitor.complete(this);
        }
    }

    /** A search has ended with what was found. */
    record Found(long search, Advertisement advertisement) implements Effect {
        @Override
        public void accept(Visitor visitor) {
            visitor.found(this);
        }
    }

    /** A device was heard; for the listeners of scans. */
    record Announce(Advertisement advertisement) implements Effect {
        @Override
        public void accept(Visitor visitor) {
            visitor.announce(this);
        }
    }

    /** A device fell silent; for the listeners of scans. */
    record Silence(Advertisement last) implements Effect {
        @Override
        public void accept(Visitor visitor) {
            visitor.silence(this);
        }
    }

    record Notify(long subscription, GattValue value) implements Effect {
        @Override
        public void accept(Visitor visitor) {
            visitor.notify(this);
        }
    }

    record Gap(long subscription, BleStatus cause) implements Effect {
        @Override
        public void accept(Visitor visitor) {
            visitor.gap(this);
        }
    }

    /** @param gap how long nothing flowed */
    record Resume(long subscription, Duration gap) implements Effect {
        @Override
        public void accept(Visitor visitor) {
            visitor.resume(this);
        }
    }

    record EndSubscription(long subscription, Failure failure) implements Effect {
        @Override
        public void accept(Visitor visitor) {
            visitor.endSubscription(this);
        }
    }

    /** A borrowed link is gone; {@code borrow} is the number of the request that borrowed it. */
    record LinkGone(long borrow, Failure failure) implements Effect {
        @Override
        public void accept(Visitor visitor) {
            visitor.linkGone(this);
        }
    }

    /** Something an operator should know; said once for each change, not for each occurrence. */
    record Report(boolean grave, String text) implements Effect {
        @Override
        public void accept(Visitor visitor) {
            visitor.report(this);
        }
    }

    interface Visitor {
        void startScan(StartScan effect);

        void stopScan(StopScan effect);

        void connect(Connect effect);

        void disconnect(Disconnect effect);

        void call(Call effect);

        void forget(Forget effect);

        void recover(Recover effect);

        void complete(Complete effect);

        void found(Found effect);

        void announce(Announce effect);

        void silence(Silence effect);

        void notify(Notify effect);

        void gap(Gap effect);

        void resume(Resume effect);

        void endSubscription(EndSubscription effect);

        void linkGone(LinkGone effect);

        void report(Report effect);
    }
}

package fieldlink.ble.radio;

import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;

/** How a request ends. */
public sealed interface Outcome {
    <R> R accept(Visitor<R> visitor);

    /** Written, subscribed. */
    record Done() implements Outcome {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.done(this);
        }
    }

    record Read(GattValue value) implements Outcome {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.read(this);
        }
    }

    record Listed(GattTree tree) implements Outcome {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.listed(this);
        }
    }

    /** The link is borrowed, under the number of the request, until it is given back. */
    record Borrowed(LinkRef link, GattTree tree) implements Outcome {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.borrowed(this);
        }
    }

    record Failed(Failure failure) implements Outcome {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.failed(this);
        }
    }

    interface Visitor<R> {
        R done(Done outcome);

        R read(Read outcome);

        R listed(Listed outcome);

        R borrowed(Borrowed outcome);

        R failed(Failed outcome);
    }
}

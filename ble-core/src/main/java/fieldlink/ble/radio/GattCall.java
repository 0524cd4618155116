package fieldlink.ble.radio;

import fieldlink.ble.GattValue;
import fieldlink.ble.WriteMode;

/** One call over a link that is up. */
public sealed interface GattCall {
    /** The characteristic it is about; 0 when it is about the whole device. */
    int handle();

    <R> R accept(Visitor<R> visitor);

    record Discover() implements GattCall {
        @Override
        public int handle() {
            return 0;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.discover(this);
        }
    }

    record Read(int handle) implements GattCall {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.read(this);
        }
    }

    record Write(int handle, GattValue value, WriteMode mode) implements GattCall {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.write(this);
        }
    }

    record StartNotify(int handle) implements GattCall {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.startNotify(this);
        }
    }

    record StopNotify(int handle) implements GattCall {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stopNotify(this);
        }
    }

    interface Visitor<R> {
        R discover(Discover call);

        R read(Read call);

        R write(Write call);

        R startNotify(StartNotify call);

        R stopNotify(StopNotify call);
    }
}

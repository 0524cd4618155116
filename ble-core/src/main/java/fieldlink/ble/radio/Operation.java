package fieldlink.ble.radio;

import fieldlink.ble.CentralStatus.RequestKind;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.GattValue;
import fieldlink.ble.WriteMode;

/** What a request wants done over a link. */
public sealed interface Operation {
    RequestKind kind();

    /** For messages: what was being done. */
    String words();

    /** Whether doing it twice does no more than doing it once. */
    default boolean isRepeatable() {
        return true;
    }

    <R> R accept(Visitor<R> visitor);

    /** Have the link, and keep it for the borrower. */
    record Borrow() implements Operation {
        @Override
        public RequestKind kind() {
            return RequestKind.CONNECT;
        }

        @Override
        public String words() {
            return "connecting";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.borrow(this);
        }
    }

    record Read(CharacteristicId characteristic) implements Operation {
        @Override
        public RequestKind kind() {
            return RequestKind.READ;
        }

        @Override
        public String words() {
            return "reading " + characteristic;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.read(this);
        }
    }

    record Write(CharacteristicId characteristic, GattValue value, WriteMode mode) implements Operation {
        @Override
        public RequestKind kind() {
            return RequestKind.WRITE;
        }

        @Override
        public String words() {
            return "writing " + characteristic;
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.write(this);
        }
    }

    /** @param subscription the number of the declared subscription that this request begins */
    record Subscribe(CharacteristicId characteristic, long subscription) implements Operation {
        @Override
        public RequestKind kind() {
            return RequestKind.SUBSCRIBE;
        }

        @Override
        public String words() {
            return "subscribing to " + characteristic;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.subscribe(this);
        }
    }

    record Services() implements Operation {
        @Override
        public RequestKind kind() {
            return RequestKind.SERVICES;
        }

        @Override
        public String words() {
            return "listing services";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.services(this);
        }
    }

    interface Visitor<R> {
        R borrow(Borrow operation);

        R read(Read operation);

        R write(Write operation);

        R subscribe(Subscribe operation);

        R services(Services operation);
    }
}

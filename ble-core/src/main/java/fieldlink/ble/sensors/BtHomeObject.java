package fieldlink.ble.sensors;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** How one BTHome object id is laid out: its length, and what its bytes say. */
sealed interface BtHomeObject {
    /** Empty when the first byte of the value gives the length. */
    Optional<Integer> length();

    /**
     * @param value exactly {@link #length} bytes, least significant first
     * @param index which of its kind it is in this packet, from 1
     * @return what the value says; nothing when it says that nothing happened
     */
    Optional<Reading> read(byte[] value, int index);

    /** Objects of the same subject are counted together, whatever their ids. */
    String subject();

    record Amount(Quantity quantity, int bytes, boolean signed, BigDecimal factor) implements BtHomeObject {
        @Override
        public Optional<Integer> length() {
            return Optional.of(bytes);
        }

        @Override
        public String subject() {
            return quantity.word();
        }

        @Override
        public Optional<Reading> read(byte[] value, int index) {
            byte[] bigEndian = reversed(value);
            BigInteger whole = signed ? new BigInteger(bigEndian) : new BigInteger(1, bigEndian);
            return Optional.of(Reading.Measurement.of(quantity, index, factor.multiply(new BigDecimal(whole))));
        }
    }

    record Flag(Condition condition) implements BtHomeObject {
        @Override
        public Optional<Integer> length() {
            return Optional.of(1);
        }

        @Override
        public String subject() {
            return condition.word();
        }

        @Override
        public Optional<Reading> read(byte[] value, int index) {
            return Optional.of(new Reading.State(condition, index, value[0] != 0));
        }
    }

    record Button() implements BtHomeObject {
        @Override
        public Optional<Integer> length() {
            return Optional.of(1);
        }

        @Override
        public String subject() {
            return "button";
        }

        @Override
        public Optional<Reading> read(byte[] value, int index) {
            return ButtonPress.of(value[0] & 0xFF).map(press -> new Reading.Press(index, press));
        }
    }

    record Dimmer() implements BtHomeObject {
        private static final int LEFT = 1;
        private static final int RIGHT = 2;

        @Override
        public Optional<Integer> length() {
            return Optional.of(2);
        }

        @Override
        public String subject() {
            return "dimmer";
        }

        @Override
        public Optional<Reading> read(byte[] value, int index) {
            int steps = value[1] & 0xFF;
            return switch (value[0]) {
                case LEFT -> Optional.of(new Reading.Turn(index, -steps));
                case RIGHT -> Optional.of(new Reading.Turn(index, steps));
                default -> Optional.empty();
            };
        }
    }

    /** Firmware versions: one number per byte, the most significant last on air. */
    record Firmware(int bytes) implements BtHomeObject {
        @Override
        public Optional<Integer> length() {
            return Optional.of(bytes);
        }

        @Override
        public String subject() {
            return "firmware";
        }

        @Override
        public Optional<Reading> read(byte[] value, int index) {
            StringBuilder version = new StringBuilder();
            for (byte part : reversed(value)) {
                version.append(version.isEmpty() ? "" : ".").append(part & 0xFF);
            }
            return Optional.of(new Reading.Words(subject(), index, version.toString()));
        }
    }

    record Text() implements BtHomeObject {
        @Override
        public Optional<Integer> length() {
            return Optional.empty();
        }

        @Override
        public String subject() {
            return "text";
        }

        @Override
        public Optional<Reading> read(byte[] value, int index) {
            String text = new String(value, StandardCharsets.UTF_8);
            return Optional.of(new Reading.Words(subject(), index, text));
        }
    }

    record Raw() implements BtHomeObject {
        @Override
        public Optional<Integer> length() {
            return Optional.empty();
        }

        @Override
        public String subject() {
            return "raw";
        }

        @Override
        public Optional<Reading> read(byte[] value, int index) {
            return Optional.of(
                    new Reading.Words(subject(), index, HexFormat.of().formatHex(value)));
        }
    }

    private static byte[] reversed(byte[] littleEndian) {
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
        }
        return bigEndian;
    }
}

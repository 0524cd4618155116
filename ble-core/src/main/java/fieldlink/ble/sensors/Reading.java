package fieldlink.ble.sensors;

import java.math.BigDecimal;

/**
 * One thing that a sensor said. A device that reports the same thing several times numbers its readings from 1; a single
 * one has the index 1 too.
 */
public sealed interface Reading {
    /** What was read, as one lower-case word: {@code temperature}, {@code door}, {@code button}. */
    String subject();

    int index();

    /** The value as a person reads it, with its unit. */
    String text();

    default Quality quality() {
        return Quality.GOOD;
    }

    /** {@code temperature}, or {@code temperature_2} for the second of its kind. */
    default String name() {
        return index() == 1 ? subject() : subject() + "_" + index();
    }

    record Measurement(Quantity quantity, int index, BigDecimal value, Quality quality) implements Reading {
        static Measurement of(Quantity quantity, int index, BigDecimal value) {
            return new Measurement(quantity, index, value, quantity.judge(value));
        }

        @Override
        public String subject() {
            return quantity.word();
        }

        @Override
        public String text() {
            return quantity.unit().isEmpty() ? value.toPlainString() : value.toPlainString() + " " + quantity.unit();
        }
    }

    record State(Condition condition, int index, boolean isOn) implements Reading {
        @Override
        public String subject() {
            return condition.word();
        }

        @Override
        public String text() {
            return isOn ? "on" : "off";
        }
    }

    /** A button was pressed; a report without a press carries no such reading. */
    record Press(int index, ButtonPress press) implements Reading {
        @Override
        public String subject() {
            return "button";
        }

        @Override
        public String text() {
            return press.word();
        }
    }

    /** @param steps to the right; negative ones to the left */
    record Turn(int index, int steps) implements Reading {
        @Override
        public String subject() {
            return "dimmer";
        }

        @Override
        public String text() {
            return steps < 0 ? -steps + " steps left" : steps + " steps right";
        }
    }

    /** @param subject {@code text}, {@code raw} (then as hex) or {@code firmware} */
    record Words(String subject, int index, String text) implements Reading {}
}

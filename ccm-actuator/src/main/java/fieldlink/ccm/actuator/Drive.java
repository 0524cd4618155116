package fieldlink.ccm.actuator;

import fieldlink.ccm.CcmNumber;
import fieldlink.ccm.CcmTuple;
import java.util.List;

/** How direction and position are said on the wire; nodes differ, the motor does not care. */
public sealed interface Drive {
    /** Run towards a position. */
    Signal moving(Direction direction, double target);

    /** Stay where you are. */
    Signal resting(Position position);

    /** The tuples that commands go out on, the opening one first. */
    List<CcmTuple> tuples();

    /** Whether the wire counts from the other end: 100 is closed there. */
    boolean inverted();

    /** The target in percent; the node times the motor itself. */
    record ByPosition(CcmTuple tuple, boolean inverted) implements Drive {
        @Override
        public Signal moving(Direction direction, double target) {
            return Signal.driving(value(target));
        }

        @Override
        public Signal resting(Position position) {
            // Where it is, is the only way to say stop; while that is unknown there is nothing true to say.
            return position.known() ? Signal.resting(value(position.percent())) : Signal.resting();
        }

        @Override
        public List<CcmTuple> tuples() {
            return List.of(tuple);
        }

        private WireValue value(double percent) {
            return new WireValue(tuple, CcmNumber.format(inverted ? 100 - percent : percent, 0));
        }
    }

    /** One relay to open and one to close. */
    record Pair(CcmTuple open, CcmTuple close) implements Drive {
        public Pair {
            if (open.equals(close)) {
                throw new IllegalArgumentException("opening and closing share " + open);
            }
        }

        @Override
        public Signal moving(Direction direction, double target) {
            boolean opening = direction == Direction.OPEN;
            return Signal.driving(
                    new WireValue(opening ? close : open, "0"), new WireValue(opening ? open : close, "1"));
        }

        @Override
        public Signal resting(Position position) {
            return Signal.resting(new WireValue(open, "0"), new WireValue(close, "0"));
        }

        @Override
        public List<CcmTuple> tuples() {
            return List.of(open, close);
        }

        @Override
        public boolean inverted() {
            return false;
        }
    }

    /** Plus one opens, minus one closes. */
    record Signed(CcmTuple tuple, boolean inverted) implements Drive {
        @Override
        public Signal moving(Direction direction, double target) {
            boolean positive = (direction == Direction.OPEN) != inverted;
            return Signal.driving(new WireValue(tuple, positive ? "1" : "-1"));
        }

        @Override
        public Signal resting(Position position) {
            return Signal.resting(new WireValue(tuple, "0"));
        }

        @Override
        public List<CcmTuple> tuples() {
            return List.of(tuple);
        }
    }

    /** On or off: valves, fans, heaters. */
    record Single(CcmTuple tuple) implements Drive {
        @Override
        public Signal moving(Direction direction, double target) {
            return Signal.driving(new WireValue(tuple, "1"));
        }

        @Override
        public Signal resting(Position position) {
            return Signal.resting(new WireValue(tuple, "0"));
        }

        @Override
        public List<CcmTuple> tuples() {
            return List.of(tuple);
        }

        @Override
        public boolean inverted() {
            return false;
        }
    }
}

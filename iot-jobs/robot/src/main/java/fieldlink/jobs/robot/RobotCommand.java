package fieldlink.jobs.robot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a client may ask for. */
public sealed interface RobotCommand {
    Kind kind();

    /** The name of the event that carries the command. */
    default String event() {
        return kind().event;
    }

    /** The smallest role that may. */
    default Role needs() {
        return kind().needs;
    }

    /** Whether only the client in the operator's seat may. */
    default boolean needsSeat() {
        return kind().seat;
    }

    /** Whether it waits for its turn behind the commands before it. */
    default boolean takesTurn() {
        return kind().turn;
    }

    /** Whether it only looks, or says that somebody is there: none of what an audit is about. */
    default boolean onlyLooks() {
        return kind().looks;
    }

    enum Trait {
        SEAT,
        TURN,
        LOOKS
    }

    /** Who may ask for what, and how it is treated. */
    enum Kind {
        UPDATE("update", Role.ADMIN, Trait.SEAT, Trait.TURN),
        START("start", Role.OPERATOR, Trait.SEAT, Trait.TURN),
        CALL("process", Role.OPERATOR, Trait.SEAT, Trait.TURN),
        STOP("stop", Role.OPERATOR, Trait.SEAT, Trait.TURN),
        CANCEL("cancel", Role.OPERATOR, Trait.SEAT),
        EMERGENCY_STOP("estop", Role.OBSERVER),
        RESET("reset", Role.OPERATOR, Trait.SEAT),
        HEARTBEAT("heartbeat", Role.OPERATOR, Trait.SEAT, Trait.LOOKS),
        TAKE_OVER("takeover", Role.OPERATOR),
        RELEASE("release", Role.OPERATOR, Trait.SEAT),
        ROLLBACK("rollback", Role.ADMIN, Trait.SEAT, Trait.TURN),
        VERSIONS("versions", Role.OBSERVER, Trait.LOOKS),
        METHODS("methods", Role.OBSERVER, Trait.LOOKS),
        READ_LOG("log", Role.OBSERVER, Trait.LOOKS),
        STATUS("status", Role.OBSERVER, Trait.LOOKS);

        private final String event;
        private final Role needs;
        private final boolean seat;
        private final boolean turn;
        private final boolean looks;

        Kind(String event, Role needs, Trait... traits) {
            this.event = event;
            this.needs = needs;
            List<Trait> all = List.of(traits);
            seat = all.contains(Trait.SEAT);
            turn = all.contains(Trait.TURN);
            looks = all.contains(Trait.LOOKS);
        }
    }

    /** @param base64 of the zipped project */
    record Update(String base64) implements RobotCommand {
        @Override
        public Kind kind() {
            return Kind.UPDATE;
        }
    }

    record Start() implements RobotCommand {
        @Override
        public Kind kind() {
            return Kind.START;
        }
    }

    record Call(CallRequest call) implements RobotCommand {
        @Override
        public Kind kind() {
            return Kind.CALL;
        }
    }

    /** Calls the project's own stop() in its turn. */
    record Stop() implements RobotCommand {
        @Override
        public Kind kind() {
            return Kind.STOP;
        }
    }

    /** @param call the name of the call to cancel; empty for the one that runs */
    record Cancel(Optional<String> call) implements RobotCommand {
        @Override
        public Kind kind() {
            return Kind.CANCEL;
        }
    }

    /** Anybody in the room may press the button, whoever drives; the host decides about observers. */
    record EmergencyStop(String reason) implements RobotCommand {
        @Override
        public Kind kind() {
            return Kind.EMERGENCY_STOP;
        }
    }

    /** Lifts an emergency stop. */
    record Reset() implements RobotCommand {
        @Override
        public Kind kind() {
            return Kind.RESET;
        }
    }

    /**
     * The operator is alive. The first beat switches the dead-man's watch on.
     *
     * @param window a new one; zero switches the watch off
     */
    record Heartbeat(Optional<Duration> window) implements RobotCommand {
        @Override
        public Kind kind() {
            return Kind.HEARTBEAT;
        }
    }

    /** An observer takes the operator's seat; the operator becomes an observer. */
    record TakeOver() implements RobotCommand {
        @Override
        public Kind kind() {
            return Kind.TAKE_OVER;
        }
    }

    /** The operator gives up the seat and stays as an observer. */
    record Release() implements RobotCommand {
        @Override
        public Kind kind() {
            return Kind.RELEASE;
        }
    }

    record Versions() implements RobotCommand {
        @Override
        public Kind kind() {
            return Kind.VERSIONS;
        }
    }

    /**
     * What the project in force can be asked to do.
     *
     * @param follow whether to tell of later changes as {@code methods} events
     */
    record Methods(boolean follow) implements RobotCommand {
        @Override
        public Kind kind() {
            return Kind.METHODS;
        }
    }

    /** @param version empty for the one before the current */
    record Rollback(Optional<String> version) implements RobotCommand {
        @Override
        public Kind kind() {
            return Kind.ROLLBACK;
        }
    }

    /**
     * @param since the first offset wanted
     * @param follow whether to send later lines as {@code log} events
     */
    record ReadLog(long since, int limit, boolean follow) implements RobotCommand {
        @Override
        public Kind kind() {
            return Kind.READ_LOG;
        }
    }

    record Status() implements RobotCommand {
        @Override
        public Kind kind() {
            return Kind.STATUS;
        }
    }
}

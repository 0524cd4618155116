package fieldlink.jobs.robot;

import java.time.Duration;
import java.util.Optional;

/** What a client may ask for. */
public sealed interface RobotCommand {
    /** The name of the event that carries the command. */
    String event();

    /** The smallest role that may. */
    Role needs();

    /** Whether only the client in the operator's seat may. */
    default boolean needsSeat() {
        return needs() != Role.OBSERVER;
    }

    /** Whether it waits for its turn behind the commands before it. */
    default boolean takesTurn() {
        return false;
    }

    /** Whether it only looks, or says that somebody is there: none of what an audit is about. */
    default boolean onlyLooks() {
        return needs() == Role.OBSERVER;
    }

    /** @param base64 of the zipped project */
    record Update(String base64) implements RobotCommand {
        @Override
        public String event() {
            return "update";
        }

        @Override
        public Role needs() {
            return Role.ADMIN;
        }

        @Override
        public boolean takesTurn() {
            return true;
        }
    }

    record Start() implements RobotCommand {
        @Override
        public String event() {
            return "start";
        }

        @Override
        public Role needs() {
            return Role.OPERATOR;
        }

        @Override
        public boolean takesTurn() {
            return true;
        }
    }

    record Call(CallRequest call) implements RobotCommand {
        @Override
        public String event() {
            return "process";
        }

        @Override
        public Role needs() {
            return Role.OPERATOR;
        }

        @Override
        public boolean takesTurn() {
            return true;
        }
    }

    /** Calls the project's own stop() in its turn. */
    record Stop() implements RobotCommand {
        @Override
        public String event() {
            return "stop";
        }

        @Override
        public Role needs() {
            return Role.OPERATOR;
        }

        @Override
        public boolean takesTurn() {
            return true;
        }
    }

    /** @param call the name of the call to cancel; empty for the one that runs */
    record Cancel(Optional<String> call) implements RobotCommand {
        @Override
        public String event() {
            return "cancel";
        }

        @Override
        public Role needs() {
            return Role.OPERATOR;
        }
    }

    /** Anybody in the room may press the button, whoever drives; the host decides about observers. */
    record EmergencyStop(String reason) implements RobotCommand {
        @Override
        public String event() {
            return "estop";
        }

        @Override
        public Role needs() {
            return Role.OBSERVER;
        }

        @Override
        public boolean onlyLooks() {
            return false;
        }
    }

    /** Lifts an emergency stop. */
    record Reset() implements RobotCommand {
        @Override
        public String event() {
            return "reset";
        }

        @Override
        public Role needs() {
            return Role.OPERATOR;
        }
    }

    /**
     * The operator is alive. The first beat switches the dead-man's watch on.
     *
     * @param window a new one; zero switches the watch off
     */
    record Heartbeat(Optional<Duration> window) implements RobotCommand {
        @Override
        public String event() {
            return "heartbeat";
        }

        @Override
        public Role needs() {
            return Role.OPERATOR;
        }

        @Override
        public boolean onlyLooks() {
            return true;
        }
    }

    /** An observer takes the operator's seat; the operator becomes an observer. */
    record TakeOver() implements RobotCommand {
        @Override
        public String event() {
            return "takeover";
        }

        @Override
        public Role needs() {
            return Role.OPERATOR;
        }

        @Override
        public boolean needsSeat() {
            return false;
        }
    }

    /** The operator gives up the seat and stays as an observer. */
    record Release() implements RobotCommand {
        @Override
        public String event() {
            return "release";
        }

        @Override
        public Role needs() {
            return Role.OPERATOR;
        }
    }

    record Versions() implements RobotCommand {
        @Override
        public String event() {
            return "versions";
        }

        @Override
        public Role needs() {
            return Role.OBSERVER;
        }
    }

    /**
     * What the project in force can be asked to do.
     *
     * @param follow whether to tell of later changes as {@code methods} events
     */
    record Methods(boolean follow) implements RobotCommand {
        @Override
        public String event() {
            return "methods";
        }

        @Override
        public Role needs() {
            return Role.OBSERVER;
        }
    }

    /** @param version empty for the one before the current */
    record Rollback(Optional<String> version) implements RobotCommand {
        @Override
        public String event() {
            return "rollback";
        }

        @Override
        public Role needs() {
            return Role.ADMIN;
        }

        @Override
        public boolean takesTurn() {
            return true;
        }
    }

    /**
     * @param since the first offset wanted
     * @param follow whether to send later lines as {@code log} events
     */
    record ReadLog(long since, int limit, boolean follow) implements RobotCommand {
        @Override
        public String event() {
            return "log";
        }

        @Override
        public Role needs() {
            return Role.OBSERVER;
        }
    }

    record Status() implements RobotCommand {
        @Override
        public String event() {
            return "status";
        }

        @Override
        public Role needs() {
            return Role.OBSERVER;
        }
    }
}

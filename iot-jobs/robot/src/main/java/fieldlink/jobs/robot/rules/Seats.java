package fieldlink.jobs.robot.rules;

import fieldlink.jobs.robot.Account;
import fieldlink.jobs.robot.ErrorCode;
import fieldlink.jobs.robot.Role;
import java.util.Optional;

/** One operator, many observers: who gets which seat. */
public final class Seats {
    private Seats() {}

    /** What a client that joins wants. */
    public enum Wish {
        /** The operator's seat if it is free; otherwise to be refused, as with the original. */
        OPERATE,
        OBSERVE,
        /** The operator's seat in any case. */
        TAKE_OVER
    }

    /** @param identity by which a person who comes back is known again; empty when there is none */
    public record Applicant(Account account, String identity, Wish wish) {}

    /** What comes of it. */
    public enum Seat {
        OPERATOR,
        /** The operator's seat; its former holder is the same person on a connection that is lost, and is closed. */
        OPERATOR_AGAIN,
        /** The operator's seat; its former holder becomes an observer. */
        OPERATOR_INSTEAD,
        OBSERVER,
        REFUSED
    }

    /** @param sitting the identity of who has the operator's seat; empty text when it has none, empty when it is free */
    public static Seat decide(Optional<String> sitting, Applicant applicant) {
        if (applicant.wish() == Wish.OBSERVE || !applicant.account().role().covers(Role.OPERATOR)) {
            return Seat.OBSERVER;
        }
        if (sitting.isEmpty()) {
            return Seat.OPERATOR;
        }
        if (!applicant.identity().isEmpty() && applicant.identity().equals(sitting.get())) {
            return Seat.OPERATOR_AGAIN;
        }
        return applicant.wish() == Wish.TAKE_OVER ? Seat.OPERATOR_INSTEAD : Seat.REFUSED;
    }

    /** What a refused client reads; old clients look for the number. */
    public static String refusal(ErrorCode code) {
        String text = switch (code) {
            case TOKEN_MISSING -> "缺少认证 Token";
            case TOKEN_INVALID -> "Token非法或者过期";
            case CONNECTION_REJECTED -> "连接被拒绝,已有其他客户端连接";
            default -> throw new IllegalArgumentException(code + " is no reason to refuse a connection");
        };
        return code.code() + ":" + text;
    }
}

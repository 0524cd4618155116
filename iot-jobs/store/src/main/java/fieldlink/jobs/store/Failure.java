package fieldlink.jobs.store;

import fieldlink.jobs.StoreException;
import fieldlink.jobs.StoreException.Status;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** What a database's complaint means for whoever uses the queue. */
final class Failure {
    private Failure() {}

    static StoreException of(SQLException cause, String what) {
        return new StoreException(status(cause), what + ": " + cause.getMessage(), cause);
    }

    /** Undoes a transaction that failed; some failures have undone it already. */
    static void rollBack(Connection connection, Exception because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    private static Status status(SQLException cause) {
        int code = cause.getErrorCode() & 0xff;
        if (cause instanceof org.sqlite.SQLiteException) {
            if (code == SQLiteErrorCode.SQLITE_FULL.code
                    || code == SQLiteErrorCode.SQLITE_IOERR.code
                    || code == SQLiteErrorCode.SQLITE_READONLY.code) {
                return Status.NO_SPACE;
            }
            boolean damaged = code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code;
            return damaged ? Status.DAMAGED : Status.UNAVAILABLE;
        }
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        return state.startsWith("53") ? Status.NO_SPACE : Status.UNAVAILABLE;
    }
}

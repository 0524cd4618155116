package fieldlink.jobs.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Fills a statement's parameters from left to right. Times are microseconds, in every database. */
final class Binder {
    private final PreparedStatement statement;
    private int next = 1;

    Binder(PreparedStatement statement) {
        this.statement = statement;
    }

    Binder text(@Nullable String value) throws SQLException {
        if (value == null) {
            statement.setNull(next++, Types.VARCHAR);
        } else {
            statement.setString(next++, value);
        }
        return this;
    }

    Binder name(@Nullable Enum<?> value) throws SQLException {
        return text(value == null ? null : value.name());
    }

    /** The value's own text. */
    Binder said(@Nullable Object value) throws SQLException {
        return text(value == null ? null : value.toString());
    }

    Binder number(long value) throws SQLException {
        statement.setLong(next++, value);
        return this;
    }

    Binder number(@Nullable Integer value) throws SQLException {
        return value == null ? nothing() : number((long) value);
    }

    Binder flag(@Nullable Boolean value) throws SQLException {
        return value == null ? nothing() : number(value ? 1L : 0L);
    }

    Binder time(@Nullable Instant value) throws SQLException {
        return value == null ? nothing() : number(micros(value));
    }

    Binder time(Duration value) throws SQLException {
        return number(value.toNanos() / 1_000);
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private Binder nothing() throws SQLException {
        statement.setNull(next++, Types.BIGINT);
        return this;
    }
}

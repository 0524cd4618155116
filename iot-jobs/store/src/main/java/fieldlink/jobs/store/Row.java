package fieldlink.jobs.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a row's columns from left to right. */
final class Row {
    private final ResultSet row;
    private int next = 1;

    Row(ResultSet row) {
        this.row = row;
    }

    String text() throws SQLException {
        String value = row.getString(next++);
        if (value == null) {
            throw new SQLException("column " + (next - 1) + " has no value");
        }
        return value;
    }

    @Nullable
    String textIfAny() throws SQLException {
        return row.getString(next++);
    }

    <T> @Nullable T ifAny(Function<String, T> parse) throws SQLException {
        String value = textIfAny();
        return value == null ? null : parse.apply(value);
    }

    <E extends Enum<E>> E name(Class<E> type) throws SQLException {
        return Enum.valueOf(type, text());
    }

    long number() throws SQLException {
        return row.getLong(next++);
    }

    @Nullable
    Long numberIfAny() throws SQLException {
        long value = row.getLong(next++);
        return row.wasNull() ? null : value;
    }

    boolean flag() throws SQLException {
        return number() != 0;
    }

    Instant time() throws SQLException {
        return Instant.EPOCH.plus(number(), ChronoUnit.MICROS);
    }

    @Nullable
    Instant timeIfAny() throws SQLException {
        Long micros = numberIfAny();
        return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    Duration duration() throws SQLException {
        return Duration.of(number(), ChronoUnit.MICROS);
    }
}

package fieldlink.jobs.store;

import fieldlink.jobs.StoreException;
import fieldlink.jobs.StoreException.Status;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.flywaydb.core.Flyway;

/** One SQLite file: checked, brought up to date, and opened so that a commit is on the disk when it returns. */
final class SqliteFile {
    private final Path path;
    private final String migrations;

    SqliteFile(Path path, String migrations) {
        this.path = path;
        this.migrations = migrations;
    }

    Path path() {
        return path;
    }

    Connection open() {
        try {
            Connection connection = connect();
            check(connection);
            migrate();
            return connection;
        } catch (SQLException e) {
            throw Failure.of(e, "cannot open " + path);
        }
    }

    /** A connection beside the writer's, for a copy. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        // Else the driver asks for the last row's number after each row that it writes.
        properties.setProperty("jdbc.get_generated_keys", "false");
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path, properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA wal_autocheckpoint = 4000");
        }
        return connection;
    }

    /** Undoes a transaction that failed. SQLite may have undone it itself, which the driver does not notice. */
    static void rollBack(Connection connection, SQLException because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
            beginAnew(connection, because);
        }
    }

    private static void beginAnew(Connection connection, SQLException because) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // There is nothing to commit; what matters is that the driver knows it now.
            because.addSuppressed(e);
        }
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    private void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet verdict = statement.executeQuery("PRAGMA quick_check(1)")) {
            String words = verdict.next() ? verdict.getString(1) : "no verdict";
            if (!"ok".equals(words)) {
                throw new StoreException(
                        Status.DAMAGED, path + " is damaged (" + words + "); restore it from a backup");
            }
        }
    }

    private void migrate() {
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + path, null, null)
                .locations("classpath:" + migrations)
                .load()
                .migrate();
    }
}

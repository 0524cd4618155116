package fieldlink.jobs.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import fieldlink.jobs.JobLedger;
import fieldlink.jobs.JobSignal;
import fieldlink.jobs.JobStore;
import fieldlink.jobs.StoreException;
import fieldlink.jobs.StoreException.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;

/**
 * The queue in a PostgreSQL database, for any number of servers.
 *
 * <p>Every unit of work is a transaction on a connection of its own. Jobs are handed out with {@code SKIP LOCKED}, so
 * that servers do not queue behind each other; everything else is optimistic, and starts over when somebody else was
 * faster. Servers tell each other with {@code NOTIFY} what changed.
 */
public final class PostgresJobStore implements JobStore {
    private static final int MOST_TRIES = 8;

    private final HikariDataSource pool;
    private final ExecutorService workers;
    private final Grapevine grapevine;

    /**
     * @param url {@code jdbc:postgresql://…}
     * @param connections how many units of work are done at the same time
     */
    public record Access(String url, String user, String password, int connections) {}

    private PostgresJobStore(HikariDataSource pool, int connections) {
        this.pool = pool;
        AtomicInteger number = new AtomicInteger();
        workers = Executors.newFixedThreadPool(
                connections, work -> new Thread(work, "fieldlink-jobs-postgres-" + number.incrementAndGet()));
        grapevine = new Grapevine(pool);
    }

    /** Connects, and brings the tables up to date. */
    public static PostgresJobStore open(Access access) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(access.url());
        config.setUsername(access.user());
        config.setPassword(access.password());
        // One more hears what the other servers say, and one tells them.
        config.setMaximumPoolSize(access.connections() + 2);
        config.setAutoCommit(false);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(5));
        config.setPoolName("fieldlink-jobs");
        try {
            HikariDataSource pool = new HikariDataSource(config);
            Flyway.configure()
                    .dataSource(access.url(), access.user(), access.password())
                    .locations("classpath:fieldlink-jobs/postgresql")
                    .load()
                    .migrate();
            return new PostgresJobStore(pool, access.connections());
        } catch (RuntimeException e) {
            throw new StoreException(
                    Status.UNAVAILABLE, "cannot use the database at " + access.url() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public <T> CompletionStage<T> transact(Function<? super JobLedger, ? extends T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            workers.execute(() -> run(work, answer));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new StoreException(Status.CLOSED, "the queue is closed"));
        }
        return answer;
    }

    @Override
    public void announce(JobSignal signal) {
        grapevine.tell(signal);
    }

    @Override
    public void listen(Consumer<JobSignal> listener) {
        grapevine.listen(listener);
    }

    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(30, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
        grapevine.close();
        pool.close();
    }

    private <T> void run(Function<? super JobLedger, ? extends T> work, CompletableFuture<T> answer) {
        try {
            answer.complete(tryRepeatedly(work));
        } catch (Exception e) { // the mailbox: whatever the work throws is its caller's
            answer.completeExceptionally(e);
        }
    }

    private <T> T tryRepeatedly(Function<? super JobLedger, ? extends T> work) {
        for (int attempt = 1; ; attempt++) {
            Transaction transaction = new Transaction();
            try {
                return once(work, transaction);
            } catch (StoreException e) {
                if (attempt == MOST_TRIES || !transaction.mayStartOver(e, attempt)) {
                    throw e;
                }
            }
        }
    }

    /** How far one attempt got: once its commit was asked for, it may have happened whatever came back. */
    private static final class Transaction {
        private boolean commitAsked;

        boolean mayStartOver(StoreException failure, int attempt) {
            boolean conflict = failure.status() == Status.CONFLICT;
            // A connection that the database closed meanwhile shows at its first use; a second one is no coincidence.
            boolean connectionLost = failure.status() == Status.UNAVAILABLE && !commitAsked && attempt == 1;
            return conflict || connectionLost;
        }
    }

    private <T> T once(Function<? super JobLedger, ? extends T> work, Transaction transaction) {
        try (Connection connection = pool.getConnection()) {
            try {
                T result = work.apply(new PostgresLedger(connection));
                transaction.commitAsked = true;
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                Failure.rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Serialization failures, deadlocks and keys that somebody else just used are worth another look. */
    static StoreException failure(SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        return switch (state) {
            case "40001", "40P01", "23505" ->
                new StoreException(Status.CONFLICT, "somebody else was faster: " + cause.getMessage(), cause);
            default -> Failure.of(cause, "the database did not do it");
        };
    }
}

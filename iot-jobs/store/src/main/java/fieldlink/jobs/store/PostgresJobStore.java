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
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;

/**
 * The queue in a PostgreSQL database, for any number of servers.
 *
 * <p>Several connections work at the same time. Each takes what has come in, does it in one transaction, and only then
 * answers: under load one commit carries many answers. When a unit of work fails, or somebody else was faster, the whole
 * transaction is undone and every unit is done again alone. Jobs are handed out with {@code SKIP LOCKED}, so that servers
 * do not queue behind each other; everything else is optimistic. Servers tell each other with {@code NOTIFY} what
 * changed.
 */
public final class PostgresJobStore implements JobStore {
    private static final int MOST_TRIES = 8;
    private static final int MOST_TOGETHER = 32;
    private static final int SILENCE_SECONDS = 30;
    /** The class of what is wrong with a value, such as a text with a zero byte in it. */
    private static final String NOT_A_VALUE = "22";

    private final HikariDataSource pool;
    private final LinkedBlockingQueue<Task<?>> inbox = new LinkedBlockingQueue<>();
    private final ExecutorService workers;
    private final Grapevine grapevine;
    private final Trouble trouble = new Trouble();

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
        // Whoever holds a lock for longer than this is stuck, or waits for us: both are worth starting over.
        config.setConnectionInitSql("SET lock_timeout = '1s'");
        // One more hears what the other servers say, and one tells them.
        config.setMaximumPoolSize(access.connections() + 2);
        config.setAutoCommit(false);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(5));
        // A database that is silent, or whose machine is gone without a word, holds nobody up for longer.
        config.addDataSourceProperty("socketTimeout", SILENCE_SECONDS);
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
        Task<T> task = new Task<>(work, new CompletableFuture<>());
        inbox.add(task);
        try {
            // One errand for every task, whoever takes it: an errand that finds nothing left to do is over at once.
            workers.execute(this::runTogether);
        } catch (RejectedExecutionException e) {
            task.answer().completeExceptionally(new StoreException(Status.CLOSED, "the queue is closed"));
        }
        return task.answer();
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
    public Optional<StoreException> trouble() {
        return trouble.now();
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

    /** A unit of work with whoever waits for it. */
    private record Task<T>(Function<? super JobLedger, ? extends T> work, CompletableFuture<T> answer) {
        Runnable apply(Connection connection) {
            T result = work.apply(new PostgresLedger(connection));
            return () -> answer.complete(result);
        }
    }

    private void runTogether() {
        List<Task<?>> tasks = new ArrayList<>();
        inbox.drainTo(tasks, MOST_TOGETHER);
        if (tasks.size() > 1) {
            Transaction transaction = new Transaction();
            try {
                List<Runnable> answers = once(connection -> applyAll(tasks, connection), transaction);
                answers.forEach(Runnable::run);
                return;
            } catch (Exception e) { // the mailbox: whose failure it is shows when each is done alone
                if (isCutOff(e) || transaction.mayHaveHappened(e)) {
                    tasks.forEach(task -> task.answer().completeExceptionally(e));
                    return;
                }
            }
        }
        runEachAlone(tasks);
    }

    private void runEachAlone(List<Task<?>> tasks) {
        Optional<Exception> cutOff = Optional.empty();
        for (Task<?> task : tasks) {
            if (cutOff.isPresent()) {
                // Each would only wait for the same, one after the other.
                task.answer().completeExceptionally(cutOff.get());
            } else {
                cutOff = runAlone(task);
            }
        }
    }

    private static List<Runnable> applyAll(List<Task<?>> tasks, Connection connection) {
        return tasks.stream().map(task -> task.apply(connection)).toList();
    }

    /** @return why, when the database could not be reached */
    private <T> Optional<Exception> runAlone(Task<T> task) {
        try {
            task.answer().complete(tryRepeatedly(task.work()));
            return Optional.empty();
        } catch (Exception e) { // the mailbox: whatever the work throws is its caller's
            task.answer().completeExceptionally(e);
            return isCutOff(e) ? Optional.of(e) : Optional.empty();
        }
    }

    /** The pool had no connection to give within its time. */
    private static boolean isCutOff(Exception failure) {
        return failure.getCause() instanceof SQLTransientConnectionException;
    }

    private <T> T tryRepeatedly(Function<? super JobLedger, ? extends T> work) {
        for (int attempt = 1; ; attempt++) {
            Transaction transaction = new Transaction();
            try {
                return once(connection -> work.apply(new PostgresLedger(connection)), transaction);
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
            boolean connectionLost =
                    failure.status() == Status.UNAVAILABLE && !isCutOff(failure) && !commitAsked && attempt == 1;
            return conflict || connectionLost;
        }

        boolean mayHaveHappened(Exception failure) {
            return commitAsked && !(failure instanceof StoreException known && known.status() == Status.CONFLICT);
        }
    }

    private <T> T once(Function<Connection, ? extends T> work, Transaction transaction) {
        try (Connection connection = pool.getConnection()) {
            try {
                T result = work.apply(connection);
                transaction.commitAsked = true;
                connection.commit();
                trouble.over();
                return result;
            } catch (SQLException | RuntimeException e) {
                Failure.rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw noted(failure(e));
        } catch (StoreException e) {
            throw noted(e);
        }
    }

    private RuntimeException noted(RuntimeException failure) {
        if (failure instanceof StoreException store && store.status() != Status.CONFLICT) {
            trouble.began(store);
        }
        return failure;
    }

    /** Serialization failures, deadlocks, locks that are not let go and keys that somebody else just used are worth another look. */
    static RuntimeException failure(SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        if (state.startsWith(NOT_A_VALUE)) {
            return new IllegalArgumentException("the database cannot hold it: " + cause.getMessage(), cause);
        }
        return switch (state) {
            case "40001", "40P01", "55P03", "23505" ->
                new StoreException(Status.CONFLICT, "somebody else was faster: " + cause.getMessage(), cause);
            default -> Failure.of(cause, "the database did not do it");
        };
    }
}

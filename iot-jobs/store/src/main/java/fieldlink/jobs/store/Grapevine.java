package fieldlink.jobs.store;

import fieldlink.jobs.DeviceId;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobSignal;
import fieldlink.jobs.JobState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * What servers on one database tell each other: which job changed. It wakes polls early and may be lost; whoever waits
 * looks by himself now and then.
 */
final class Grapevine implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Grapevine.class.getName());
    private static final String CHANNEL = "fieldlink_jobs";
    private static final int HEAR_MILLIS = 500;
    private static final int RETRY_MILLIS = 1_000;
    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_UNTOLD = 10_000;

    private final DataSource source;
    private final String self = UUID.randomUUID().toString();
    private final BlockingQueue<JobSignal> untold = new ArrayBlockingQueue<>(MOST_UNTOLD);
    private final Thread teller = new Thread(() -> repeat(this::tellAll), "fieldlink-jobs-tell");
    private final Thread hearer = new Thread(() -> repeat(this::hearAll), "fieldlink-jobs-hear");
    private volatile Consumer<JobSignal> listener = signal -> {};
    private volatile boolean closed;

    private interface Talk {
        void over(Connection connection) throws SQLException, InterruptedException;
    }

    Grapevine(DataSource source) {
        this.source = source;
        teller.setDaemon(true);
        hearer.setDaemon(true);
        teller.start();
        hearer.start();
    }

    void tell(JobSignal signal) {
        if (!untold.offer(signal)) {
            LOG.log(System.Logger.Level.DEBUG, "too much to tell; the other servers will look by themselves");
        }
    }

    void listen(Consumer<JobSignal> to) {
        listener = to;
    }

    @Override
    public void close() {
        closed = true;
        teller.interrupt();
        hearer.interrupt();
    }

    private void repeat(Talk talk) {
        boolean warned = false;
        while (!closed) {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(true);
                warned = false;
                talk.over(connection);
            } catch (SQLException e) {
                if (!warned && !closed) {
                    warned = true;
                    LOG.log(System.Logger.Level.WARNING, "the other servers are not heard: " + e.getMessage());
                }
                rest();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void tellAll(Connection connection) throws SQLException, InterruptedException {
        connection.setAutoCommit(false);
        List<JobSignal> signals = new ArrayList<>();
        // Nothing is lost with a signal, so that nobody waits for it to be on the disk.
        try (PreparedStatement hasty = connection.prepareStatement("SET LOCAL synchronous_commit TO off");
                PreparedStatement notify = connection.prepareStatement(
                        "SELECT pg_notify('" + CHANNEL + "', words) FROM unnest(?) AS words")) {
            while (!closed) {
                signals.add(untold.take());
                untold.drainTo(signals, MOST_AT_ONCE - 1);
                hasty.execute();
                notify.setArray(
                        1,
                        connection.createArrayOf(
                                "text", signals.stream().map(this::write).toArray()));
                notify.execute();
                connection.commit();
                signals.clear();
            }
        }
    }

    private void hearAll(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
        }
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (!closed) {
            PGNotification[] heard = postgres.getNotifications(HEAR_MILLIS);
            for (PGNotification notification : heard == null ? new PGNotification[0] : heard) {
                hear(notification.getParameter());
            }
        }
    }

    private String write(JobSignal signal) {
        return String.join(
                "\n",
                self,
                signal.state().name(),
                signal.job().value(),
                signal.device().value());
    }

    private void hear(String words) {
        String[] parts = words.split("\n", 4);
        if (parts.length == 4 && !parts[0].equals(self)) {
            listener.accept(new JobSignal(DeviceId.of(parts[3]), JobId.of(parts[2]), JobState.valueOf(parts[1])));
        }
    }
}

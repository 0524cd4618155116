package fieldlink.jobs.store;

import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.JobState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A page of the table {@code job}. */
final class JobSearch {
    private JobSearch() {}

    static List<Numbered> run(Connection connection, JobQuery query) throws SQLException {
        JobQuery.Page page = query.page();
        List<String> conditions = new ArrayList<>();
        conditions.add(page.newestFirst() ? "(? = 0 OR seq < ?)" : "(? = 0 OR seq > ?)");
        if (query.device() != null) {
            conditions.add("device = ?");
        }
        if (query.batch() != null) {
            conditions.add("batch = ?");
        }
        if (!query.states().isEmpty()) {
            conditions.add("state IN (?" + ", ?".repeat(query.states().size() - 1) + ")");
        }
        String sql = JobTable.SELECT + "WHERE " + String.join(" AND ", conditions) + " ORDER BY seq "
                + (page.newestFirst() ? "DESC" : "ASC") + " LIMIT ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Binder binder = new Binder(statement).number(page.after()).number(page.after());
            if (query.device() != null) {
                binder.said(query.device());
            }
            if (query.batch() != null) {
                binder.said(query.batch());
            }
            for (JobState state : new TreeSet<>(query.states())) {
                binder.name(state);
            }
            binder.number((long) page.limit());
            return readAll(statement);
        }
    }

    static List<Numbered> readAll(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<Numbered> jobs = new ArrayList<>();
            while (rows.next()) {
                jobs.add(JobTable.read(rows));
            }
            return jobs;
        }
    }
}

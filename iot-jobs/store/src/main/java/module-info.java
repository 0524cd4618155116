import org.jspecify.annotations.NullMarked;

/** The job queue on disk: SQLite for one server, PostgreSQL for many. */
@NullMarked
module fieldlink.jobs.store {
    requires com.zaxxer.hikari;
    requires transitive fieldlink.jobs;
    requires flyway.core;
    requires java.sql;
    requires static org.checkerframework.checker.qual;
    requires static org.jspecify;
    requires org.postgresql.jdbc;
    requires org.xerial.sqlitejdbc;
    requires tools.jackson.databind;

    exports fieldlink.jobs.store;
}

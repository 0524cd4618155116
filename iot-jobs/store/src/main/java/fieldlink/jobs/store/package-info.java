/** The queue in a database: {@code SqliteJobStore} for one server, {@code PostgresJobStore} for many. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.store;

package fieldlink.jobs;

/** What became of the wish for a schedule. */
public sealed interface Planned {
    record Kept(Schedule schedule) implements Planned {}

    record NameTaken(ScheduleId id) implements Planned {}

    /** There are as many as are kept. */
    record TooMany(int limit) implements Planned {}

    /** Its jobs would be refused. */
    record Refused(Rejection rejection) implements Planned {}
}

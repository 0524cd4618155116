package fieldlink.jobs.robot;

/** What a person or program may do, from little to much. */
public enum Role {
    /** See pushes, log and status. */
    OBSERVER,
    /** Drive the robot. */
    OPERATOR,
    /** Change its code. */
    ADMIN;

    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}

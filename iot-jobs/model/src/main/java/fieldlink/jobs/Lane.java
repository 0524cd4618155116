package fieldlink.jobs;

/** Jobs of a device are handed out in the order in which they came, lane by lane: first everything that is urgent. */
public enum Lane {
    NORMAL,
    URGENT
}

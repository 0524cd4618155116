package fieldlink.jobs;

/** Whether an operator has let a device in. */
public enum Approval {
    /** It asked to be let in; nobody has answered. */
    PENDING,
    APPROVED,
    /** It was let in once and is now kept out. */
    REVOKED
}

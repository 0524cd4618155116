package fieldlink.jobs.robot;

/**
 * Who a client is.
 *
 * @param name for the audit log; two connections of the same named account are the same person
 */
public record Account(String name, Role role) {
    /** Whoever comes without a token where none is needed. Two of them need not be the same person. */
    public static final Account ANYBODY = new Account("anonymous", Role.ADMIN);
}

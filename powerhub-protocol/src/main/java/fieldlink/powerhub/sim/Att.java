package fieldlink.powerhub.sim;

/** ATT status beyond the errors that {@link fieldlink.powerhub.AttError} names. */
final class Att {
    static final int SUCCESS = 0;

    private Att() {}
}

package fieldlink.cli;

/** How a command ended, as the shell sees it. */
public enum ExitCode {
    DONE(0),
    FAILED(1),
    USAGE(2),
    /** Refused or busy: the other side understood and said no. */
    REFUSED(3),
    UNREACHABLE(4),
    TIMED_OUT(5),
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}

package fieldlink.jobs;

/**
 * Whether the machine's clock shows the right time. A machine without a battery for its clock starts anywhere in the
 * past, and what goes by the clock on the wall had better wait until it is set.
 *
 * <p>Safe for use from any thread; answers at once, with what was found out before.
 */
@FunctionalInterface
public interface ClockTrust {
    /** For a machine that keeps its time, or whose keeper nobody can ask. */
    ClockTrust ALWAYS = () -> true;

    boolean inSync();
}

package fieldlink.jobs.robot;

/** The last resort that needs no Python: a configured command that brings the machine to rest. Blocks, with a deadline. */
public interface SafeCommand {
    /** @param exit its exit code; negative when it did not run to its end */
    record Outcome(int exit, String remark) {}

    Outcome run();

    static SafeCommand none() {
        return () -> new Outcome(0, "no safe command is configured");
    }
}

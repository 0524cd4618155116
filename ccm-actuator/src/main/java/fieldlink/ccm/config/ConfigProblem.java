package fieldlink.ccm.config;

/**
 * Something in a configuration file that a person has to look at.
 *
 * @param fatal whether nothing may start with it
 * @param path where in the file, as in {@code actuators.W.full_open_sec}
 */
public record ConfigProblem(boolean fatal, int line, String path, String message) {
    /** As compilers say it. */
    public String text(String file) {
        return file + ":" + line + ": " + (fatal ? "" : "warning: ") + path + ": " + message;
    }
}

package fieldlink.cli;

/** Text from strangers on a terminal: what would steer the terminal is shown as a dot. */
public final class Printable {
    private Printable() {}

    public static String of(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) && c != '\t' ? '.' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

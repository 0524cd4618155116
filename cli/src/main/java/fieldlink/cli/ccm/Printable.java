package fieldlink.cli.ccm;

/** Text from strangers on a terminal: what would steer the terminal is shown as a dot. */
final class Printable {
    private Printable() {}

    static String of(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? '.' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

package fieldlink.ccm;

/** Character references, which stand between {@code &} and {@code ;}: numbers, and the five that XML defines itself. */
final class XmlReference {
    /** The longest is {@code #x10FFFF}, give or take leading zeros. */
    static final int MAX_LENGTH = 10;

    private XmlReference() {}

    /** What it stands for, or -1 when it is none: entities of a document's own do not exist here. */
    static int codePoint(String name) {
        return switch (name) {
            case "lt" -> '<';
            case "gt" -> '>';
            case "amp" -> '&';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> number(name);
        };
    }

    private static int number(String name) {
        boolean hex = name.startsWith("#x");
        String digits = name.substring(Math.min(name.length(), hex ? 2 : 1));
        if (!name.startsWith("#") || digits.isEmpty() || digits.length() > 8) {
            return -1;
        }
        int codePoint = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) < 0x80 ? Character.digit(digits.charAt(i), hex ? 16 : 10) : -1;
            if (digit < 0 || codePoint > Character.MAX_CODE_POINT) {
                return -1;
            }
            codePoint = codePoint * (hex ? 16 : 10) + digit;
        }
        return isAllowed(codePoint) ? codePoint : -1;
    }

    private static boolean isAllowed(int c) {
        boolean space = c == '\t' || c == '\n' || c == '\r';
        boolean low = c >= 0x20 && c <= 0xd7ff;
        boolean high = (c >= 0xe000 && c <= 0xfffd) || (c >= 0x10000 && c <= Character.MAX_CODE_POINT);
        return space || low || high;
    }
}

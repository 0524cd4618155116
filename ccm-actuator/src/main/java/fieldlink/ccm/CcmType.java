package fieldlink.ccm;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The name of a value on the network: {@code base [role] [.instance] [.nodetype]}, as in {@code VenSdWinrcA},
 * {@code InAirTemp.cMC} or {@code Relayopr.4.aXX}.
 *
 * <p>Two types are equal when their whole text is, because that is how nodes compare them: {@code X} and {@code X.cMC}
 * are different values. The parts are read from the end, so that any text has a base.
 */
public record CcmType(String text) {
    /** Nodes keep no more of a type than this; a longer one never matches. */
    public static final int MAX_LENGTH = 19;

    public CcmType {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a CCM type cannot be empty; expected a name like VenSdWinrcA");
        }
    }

    /** What is measured or moved, without role, instance and node type: {@code VenSdWin}. */
    public String base() {
        int end = instanceStart(nodeTypeStart());
        return text.substring(0, end - roleLength(end));
    }

    public Optional<CcmRole> role() {
        int end = instanceStart(nodeTypeStart());
        int length = roleLength(end);
        for (CcmRole role : CcmRole.values()) {
            if (length > 0 && text.startsWith(role.suffix(), end - length)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** The 4 of {@code Relayopr.4.aXX}. */
    public OptionalInt instance() {
        int end = nodeTypeStart();
        int start = instanceStart(end);
        return start == end ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text, start + 1, end, 10));
    }

    /** The kind of node that sends it: {@code cMC}, {@code aXX}, {@code mC}. */
    public Optional<String> nodeType() {
        int start = nodeTypeStart();
        return start == text.length() ? Optional.empty() : Optional.of(text.substring(start + 1));
    }

    /** This type with another role in the same place; {@code VenSdWinrcA.cMC} becomes {@code VenSdWinopr.cMC}. */
    public CcmType withRole(CcmRole role) {
        int end = instanceStart(nodeTypeStart());
        return new CcmType(text.substring(0, end - roleLength(end)) + role.suffix() + text.substring(end));
    }

    /** Why a node would not take this type from us; empty when it would. */
    public Optional<String> defect() {
        if (text.length() > MAX_LENGTH) {
            return Optional.of("type '" + text + "' has " + text.length() + " characters; nodes keep " + MAX_LENGTH);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!ByteKind.isTypePart(c)) {
                return Optional.of("type '" + text + "' has '" + c + "'; expected letters, digits, dots");
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }

    /** Where the dot before the node type is, or the end of the text when there is none. */
    private int nodeTypeStart() {
        int dot = text.lastIndexOf('.');
        int length = text.length() - dot - 1;
        boolean twoCapitals = length == 2 && areCapitals(dot + 1);
        boolean smallAndCapitals =
                (length == 2 || length == 3) && isSmall(text.charAt(dot + 1)) && areCapitals(dot + 2);
        return dot > 0 && (twoCapitals || smallAndCapitals) ? dot : text.length();
    }

    /** Where the dot before the instance is, or {@code end} when there is none. */
    private int instanceStart(int end) {
        int dot = text.lastIndexOf('.', end - 1);
        int digits = end - dot - 1;
        if (dot <= 0 || digits < 1 || digits > 9) {
            return end;
        }
        for (int i = dot + 1; i < end; i++) {
            if (!isDigit(text.charAt(i))) {
                return end;
            }
        }
        return dot;
    }

    private int roleLength(int end) {
        for (CcmRole role : CcmRole.values()) {
            int length = role.suffix().length();
            if (end > length && text.startsWith(role.suffix(), end - length)) {
                return length;
            }
        }
        return 0;
    }

    private boolean areCapitals(int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < 'A' || text.charAt(i) > 'Z') {
                return false;
            }
        }
        return from < text.length();
    }

    private static boolean isSmall(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

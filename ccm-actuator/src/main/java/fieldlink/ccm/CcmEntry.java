package fieldlink.ccm;

/**
 * One value in a node's own list of what it sends and receives.
 *
 * @param number counted from 1 within the node
 * @param cast digits after the decimal point
 * @param direction {@code S} when the node sends it, {@code R} when it receives it
 * @param level how often it is sent and how long it stays valid, as in {@code A-1S-0}
 */
public record CcmEntry(
        int number, CcmTuple tuple, int priority, int cast, String unit, String direction, String level) {}

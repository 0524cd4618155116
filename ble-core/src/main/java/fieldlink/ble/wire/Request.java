package fieldlink.ble.wire;

/**
 * One line of a client.
 *
 * @param id as the client gave it, of whatever type; JSON's null when it gave none
 */
public record Request(Json id, Command command) {
    /**
     * Whether the client matches replies by id and so can wait for the outcome. The older client never sends an id: it
     * expects an acknowledgement at once, and asks later.
     */
    public boolean isCorrelated() {
        return !id.isFalsy();
    }
}

package fieldlink.jobs.robot.front;

import fieldlink.jobs.robot.Account;
import fieldlink.jobs.robot.RobotClient;
import fieldlink.jobs.robot.socketio.SocketIoPeer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A Socket.IO client in the room. */
final class Caller implements RobotClient {
    /** What may wait for a client that reads slowly before its pushes are dropped; answers are not. */
    private static final long PUSH_LIMIT = 8L << 20;

    private final SocketIoPeer peer;
    private final Account account;
    private final String identity;

    Caller(SocketIoPeer peer, Account account, String identity) {
        this.peer = peer;
        this.account = account;
        this.identity = identity;
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public boolean push(String event, List<JsonNode> arguments) {
        if (peer.unsent() > PUSH_LIMIT) {
            return false;
        }
        peer.emit(RobotFront.NAMESPACE, arguments);
        return true;
    }

    @Override
    public void close() {
        peer.close();
    }
}

package fieldlink.jobs.robot.engineio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What a client has not taken yet: packets that wait for a poll or a websocket, and the bytes of those on their way. */
final class Outbox {
    /** In the answer to one poll: python-engineio gives up on more. */
    private static final int MOST_PACKETS = 16;

    private final Deque<EnginePacket> waiting = new ArrayDeque<>();
    private long unsent;

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** In bytes. */
    long unsent() {
        return unsent;
    }

    void add(EnginePacket packet) {
        waiting.addLast(packet);
        unsent += packet.size();
    }

    /** A packet goes out without waiting here; {@link #left} is to be told when it is out. */
    void pass(EnginePacket packet) {
        unsent += packet.size();
    }

    void left(int size) {
        unsent -= size;
    }

    /** The body of the answer to one poll. */
    String payload() {
        List<EnginePacket> taken = new ArrayList<>();
        while (!waiting.isEmpty() && taken.size() < MOST_PACKETS) {
            EnginePacket packet = waiting.removeFirst();
            unsent -= packet.size();
            taken.add(packet);
        }
        return PollingPayload.encode(taken);
    }

    /** Everything, for a websocket. */
    List<EnginePacket> drain() {
        List<EnginePacket> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    void clear() {
        waiting.clear();
    }
}

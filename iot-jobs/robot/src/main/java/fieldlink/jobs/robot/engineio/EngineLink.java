package fieldlink.jobs.robot.engineio;

import java.time.Duration;

/** An application's end of one open session. Every method may be called from any thread and none blocks. */
public interface EngineLink {
    Handshake handshake();

    /** Runs the action in turn with everything else that happens to this session: never two at once. */
    void inTurn(Runnable action);

    /** Runs the action in turn, after at least this time. Dropped when the session has ended by then. */
    void inTurnAfter(Duration delay, Runnable action);

    void send(EnginePacket message);

    /** Ends the session; what was sent before still goes out. */
    void close();

    /** Bytes sent that the client has not taken yet. */
    long unsent();
}

package fieldlink.jobs.robot.engineio;

/** What a server does with the sessions that clients open. */
public interface EngineApplication {
    /** @return who hears the rest; everything is called in turn, on a transport thread that must not be blocked */
    Listener opened(EngineLink link);

    interface Listener {
        void message(EnginePacket message);

        void closed(CloseReason reason);
    }
}

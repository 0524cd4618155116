package fieldlink.cli.gateway;

/** One part of the gateway: a radio, a bridge, a server, a simulator. */
public interface Part {
    String name();

    /**
     * Starts it and returns when it can be used.
     *
     * @throws Exception when it cannot; the other parts go on without it
     */
    Running start() throws Exception;

    /** A part at work. */
    interface Running {
        /** What it does and where it is reached, in a few words. */
        String description();

        /** Ends it. The gateway waits for a bounded time only. */
        void stop() throws Exception;
    }
}

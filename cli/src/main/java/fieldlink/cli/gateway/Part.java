package fieldlink.cli.gateway;

import java.util.List;

/** One part of the gateway: a radio, a bridge, a server, a simulator. */
public interface Part {
    String name();

    /**
     * Starts it and returns when it can be used.
     *
     * @throws Exception when it cannot; the other parts go on without it, and it is tried again later
     */
    Running start() throws Exception;

    /** A part at work. */
    interface Running {
        /** What it does and where it is reached, in a few words. */
        String description();

        /**
         * Whether it still gets on with its work. Asked every few seconds, and answers within a few. One that does not is
         * stopped and started again.
         */
        default boolean makesProgress() throws Exception {
            return true;
        }

        /** What it counts, in the text format of Prometheus, a line each. */
        default List<String> metrics() throws Exception {
            return List.of();
        }

        /** Ends it. The gateway waits for a bounded time only. */
        void stop() throws Exception;
    }

    /**
     * Whether the whole process has to be started anew when this part makes no progress any more, as where motors may be
     * running: the watchdog of systemd is not fed then, and nobody touches the part.
     */
    default boolean isVital() {
        return false;
    }
}

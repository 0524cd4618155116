package fieldlink.cli.actuator;

import java.io.IOException;

/** How {@code actuator measure} knows when a window has arrived. */
interface Stopwatch {
    /**
     * Lets the window run from one end to the other.
     *
     * @param verb {@code open} or {@code close}
     * @return seconds from end to end
     */
    double time(String verb) throws IOException, InterruptedException;
}

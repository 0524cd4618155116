package fieldlink.jobs.agent;

import java.io.IOException;

/** Agents at work on threads of their own. */
final class AtWork {
    private AtWork() {}

    /** @return interrupt it to end the work */
    static Thread start(Agent agent) {
        Thread thread = new Thread(
                () -> {
                    try {
                        agent.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                "agent-under-test");
        thread.start();
        return thread;
    }
}

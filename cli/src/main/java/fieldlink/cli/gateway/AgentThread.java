package fieldlink.cli.gateway;

import fieldlink.jobs.agent.Agent;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A device at work in this process, until it is stopped. */
final class AgentThread {
    private static final System.Logger LOG = System.getLogger(AgentThread.class.getName());
    private static final long STOP_SECONDS = 4;

    private final Thread thread;

    private AgentThread(Thread thread) {
        this.thread = thread;
    }

    static AgentThread start(Agent agent, String name) {
        Thread thread = new Thread(() -> run(agent, name), "fieldlink-device-" + name);
        thread.setDaemon(true);
        thread.start();
        return new AgentThread(thread);
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** Asks it to stop, without waiting. */
    void tell() {
        thread.interrupt();
    }

    void stop() throws InterruptedException {
        tell();
        thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    }

    private static void run(Agent agent, String name) {
        try {
            agent.run();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, name + " takes no jobs: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

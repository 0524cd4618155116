package fieldlink.cli.gateway;

import fieldlink.cli.gateway.equipment.Handle;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.DeviceLimits;
import fieldlink.jobs.agent.Agent;
import fieldlink.jobs.agent.AgentSettings;
import fieldlink.jobs.agent.QueueLink;
import fieldlink.jobs.agent.Skill;
import fieldlink.jobs.queue.JobQueue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The gateway itself as a device of its job server. A window that takes minutes does not keep a lamp waiting. */
final class DevicePart implements Part {
    private static final int AT_ONCE = 6;

    private final String device;
    private final List<Skill> skills;
    private final Path outbox;
    private final Handle<JobQueue> queue;

    /** @param outbox a folder for results that are not delivered yet */
    DevicePart(String device, List<Skill> skills, Path outbox, Handle<JobQueue> queue) {
        this.device = device;
        this.skills = skills;
        this.outbox = outbox;
        this.queue = queue;
    }

    @Override
    public String name() {
        return "device";
    }

    @Override
    public Running start() {
        JobQueue server = queue.get();
        List<AgentThread> workers = new ArrayList<>();
        for (int i = 1; i <= AT_ONCE; i++) {
            QueueLink link = new QueueLink(
                    server,
                    DeviceId.of(device),
                    Map.of("display_name", "This gateway"),
                    new DeviceLimits(AT_ONCE, DeviceLimits.DEFAULT.maxDepth()));
            Agent agent = new Agent(link, outbox.resolve("worker-" + i), AgentSettings.Pace.DEFAULT, skills);
            workers.add(AgentThread.start(agent, device + "-" + i));
        }
        return new Running() {
            @Override
            public String description() {
                return "'" + device + "' takes " + skills.size() + " kinds of jobs";
            }

            @Override
            public boolean makesProgress() {
                return queue.find().filter(server::equals).isPresent()
                        && workers.stream().allMatch(AgentThread::isAlive);
            }

            @Override
            public void stop() throws InterruptedException {
                workers.forEach(AgentThread::tell);
                for (AgentThread worker : workers) {
                    worker.stop();
                }
            }
        };
    }
}

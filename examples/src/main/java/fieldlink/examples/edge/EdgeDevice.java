package fieldlink.examples.edge;

import fieldlink.jobs.Capability;
import fieldlink.jobs.Command;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.JobRequest;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Submission;
import fieldlink.jobs.agent.Agent;
import fieldlink.jobs.agent.AgentSettings;
import fieldlink.jobs.agent.AgentSettings.Pace;
import fieldlink.jobs.agent.QueueLink;
import fieldlink.jobs.agent.Skill;
import fieldlink.jobs.queue.JobQueue;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/** A device that can wave. {@code --real SERVER NAME TOKEN} makes it one of the devices of that job server. */
public final class EdgeDevice {
    private static final Skill WAVE =
            new Skill(Capability.named("wave"), Duration.ofSeconds(10), (arguments, progress) -> {
                System.out.println("waving " + arguments.integer("times") + " times");
                return JsonText.of("\"waved\"");
            });

    private EdgeDevice() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 4 && args[0].equals("--real")) {
            AgentSettings settings = AgentSettings.of(URI.create(args[1]), DeviceId.of(args[2]), Path.of("outbox"));
            new Agent(settings.withToken(args[3]), List.of(WAVE)).run();
            return;
        }
        DeviceId id = DeviceId.of("robot-arm");
        Path outbox = Files.createTempDirectory("outbox");
        try (JobQueue queue = JobQueue.inMemory().start()) {
            queue.devices().admit(id, WAVE.capability()).toCompletableFuture().join();
            Agent agent = new Agent(new QueueLink(queue, id, Map.of()), outbox, Pace.DEFAULT, List.of(WAVE));
            FutureTask<Boolean> device = new FutureTask<>(() -> {
                agent.run();
                return true;
            });
            new Thread(device, "device").start();
            JobRequest request = JobRequest.of(id, new Command("wave", JsonText.of("{\"times\":3}")));
            var given = (Submission.Accepted)
                    queue.submit(request).toCompletableFuture().join();
            var done = queue.settled(given.job().id(), Duration.ofSeconds(10))
                    .toCompletableFuture()
                    .join();
            System.out.println("the job " + done.orElseThrow().state());
            device.cancel(true);
        }
    }
}

package fieldlink.cli.gateway;

import fieldlink.cli.gateway.equipment.Handle;
import fieldlink.jobs.Capability;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Effect;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Parameter;
import fieldlink.jobs.agent.Agent;
import fieldlink.jobs.agent.AgentSettings;
import fieldlink.jobs.agent.QueueLink;
import fieldlink.jobs.agent.Skill;
import fieldlink.jobs.queue.JobQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Two small devices that take jobs: a weather station that measures, and a feeder that dispenses. */
final class SimulatedDevicesPart implements Part {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final long MILLIS_PER_PORTION = 200;
    private static final int MOST_PORTIONS = 20;

    private final Path directory;
    private final Handle<JobQueue> queue;

    /** @param directory where the devices keep what they have not reported yet */
    SimulatedDevicesPart(Path directory, Handle<JobQueue> queue) {
        this.directory = directory;
        this.queue = queue;
    }

    @Override
    public String name() {
        return "devices";
    }

    @Override
    public Running start() {
        JobQueue server = queue.get();
        AgentThread station = agent(server, "weather-station", "A simulated weather station", measure());
        AgentThread feeder = agent(server, "feeder", "A simulated fish feeder", dispense());
        return new Running() {
            @Override
            public String description() {
                return "weather-station and feeder, simulated";
            }

            @Override
            public boolean makesProgress() {
                return queue.find().filter(server::equals).isPresent() && station.isAlive() && feeder.isAlive();
            }

            @Override
            public void stop() throws InterruptedException {
                station.stop();
                feeder.stop();
            }
        };
    }

    private AgentThread agent(JobQueue server, String name, String shown, Skill skill) {
        QueueLink link = new QueueLink(server, DeviceId.of(name), Map.of("display_name", shown));
        return AgentThread.start(
                new Agent(link, directory.resolve(name), AgentSettings.Pace.DEFAULT, List.of(skill)), name);
    }

    private static Skill measure() {
        Capability capability = new Capability(
                "weather.measure",
                "Measures temperature, humidity and wind.",
                null,
                List.of(),
                Effect.IDEMPOTENT,
                false);
        return new Skill(capability, LIMIT, (arguments, progress) -> {
            double phase = (System.currentTimeMillis() % 86_400_000L) * 2 * Math.PI / 86_400_000L;
            return JsonText.of(String.format(
                    Locale.ROOT,
                    "{\"temperature_c\":%.1f,\"humidity_pct\":%.0f,\"wind_ms\":%.1f}",
                    18 - 6 * Math.cos(phase),
                    65 + 15 * Math.cos(phase),
                    2 + Math.sin(phase)));
        });
    }

    private static Skill dispense() {
        Parameter portions = new Parameter("portions", "int", true, null, "1 to " + MOST_PORTIONS);
        Capability capability = new Capability(
                "feeder.dispense", "Dispenses portions of food.", null, List.of(portions), Effect.ONCE, true);
        return new Skill(capability, LIMIT, (arguments, progress) -> {
            int wanted = arguments.integer("portions");
            if (wanted < 1 || wanted > MOST_PORTIONS) {
                throw new IllegalArgumentException("portions is 1 to " + MOST_PORTIONS + ", not " + wanted);
            }
            for (int given = 1; given <= wanted; given++) {
                TimeUnit.MILLISECONDS.sleep(MILLIS_PER_PORTION);
                progress.say(100 * given / wanted, given + " of " + wanted);
            }
            return JsonText.of("{\"dispensed\":" + wanted + "}");
        });
    }
}

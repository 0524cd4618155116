package fieldlink.cli.robot;

import fieldlink.jobs.Capability;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Parameter;
import fieldlink.jobs.agent.Agent;
import fieldlink.jobs.agent.Arguments;
import fieldlink.jobs.agent.Skill;
import fieldlink.jobs.robot.CallRequest;
import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ProjectMethod;
import fieldlink.jobs.robot.RobotDevice;
import fieldlink.jobs.robot.RobotDevice.Offer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The robot as a device of the job queue. The public methods of whatever project is in force are its capabilities; when
 * another comes into force the device registers anew.
 */
public final class RobotAgent implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RobotAgent.class.getName());
    /** What the host needs to end a call that was cancelled, or has outlived its time. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final RobotDevice robot;
    private final Duration limit;
    private final Function<List<Skill>, Agent> agents;
    private final JsonMapper json = new JsonMapper();
    private final Thread thread = new Thread(this::work, "fieldlink-robot-jobs");
    private volatile Offer offer = Offer.NOTHING;
    private volatile boolean closed;

    private RobotAgent(RobotDevice robot, Duration limit, Function<List<Skill>, Agent> agents) {
        this.robot = robot;
        this.limit = limit;
        this.agents = agents;
    }

    /**
     * @param limit how long the host lets a call run
     * @param agents makes the device that has these skills and no others
     */
    public static RobotAgent start(RobotDevice robot, Duration limit, Function<List<Skill>, Agent> agents) {
        RobotAgent device = new RobotAgent(robot, limit, agents);
        device.thread.setDaemon(true);
        device.thread.start();
        robot.watch(device::offered);
        return device;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(FAREWELL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void offered(Offer now) {
        offer = now;
        thread.interrupt();
    }

    private void work() {
        while (!closed) {
            // An offer that changes after this line interrupts the agent that is made for the old one.
            boolean unused = Thread.interrupted();
            try {
                agents.apply(offer.methods().stream().map(this::skill).toList()).run();
            } catch (InterruptedException changedOrClosed) {
                LOG.log(System.Logger.Level.DEBUG, "the robot offers something else, or leaves the job queue");
            } catch (IOException broken) {
                LOG.log(System.Logger.Level.ERROR, "the robot takes no jobs: {0}", broken.getMessage());
                return;
            }
        }
    }

    private Skill skill(ProjectMethod method) {
        List<Parameter> parameters =
                method.arguments().stream().map(RobotAgent::parameter).toList();
        Capability capability =
                new Capability(method.name(), method.description().orElse(null), null, parameters, null, false);
        return new Skill(capability, limit.plus(GRACE), (arguments, progress) -> call(method, arguments));
    }

    private static Parameter parameter(ProjectMethod.Argument argument) {
        return new Parameter(
                argument.name(),
                argument.type(),
                argument.required(),
                argument.standard().map(value -> JsonText.of(value.toString())).orElse(null),
                null);
    }

    private JsonText call(ProjectMethod method, Arguments arguments)
            throws IOException, InterruptedException, TimeoutException {
        String name = "job-" + UUID.randomUUID();
        ObjectNode args = (ObjectNode) json.readTree(arguments.json().text());
        CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
        robot.call("job", CallRequest.of(method.object(), method.method(), args).named(name), answer::complete);
        try {
            return result(within(answer, limit.plus(GRACE)));
        } catch (InterruptedException cancelled) {
            robot.cancel(name);
            // The next job must not begin before this one has ended.
            within(answer, GRACE);
            throw cancelled;
        }
    }

    private static ObjectNode within(CompletableFuture<ObjectNode> answer, Duration time)
            throws IOException, InterruptedException, TimeoutException {
        try {
            return answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException broken) {
            throw new IOException(broken);
        }
    }

    /** The value alone when the method returned one; the whole answer when it spoke the clients' language itself. */
    private static JsonText result(ObjectNode answer) throws IOException {
        if (Envelope.isError(answer)) {
            throw new IOException(answer.path("error_code").asString("") + " "
                    + answer.path("message").asString(""));
        }
        JsonNode value = answer.path("data").path("result");
        return JsonText.of((value.isMissingNode() ? answer : value).toString());
    }
}

package fieldlink.cli.robot;

import fieldlink.cli.Arg;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.agent.Agent;
import fieldlink.jobs.agent.AgentSettings;
import fieldlink.jobs.robot.RobotDevice;
import fieldlink.jobs.robot.serve.RobotConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The options that make a robot host a device of a job server. */
final class JobsOptions {
    private final Arg<URI> server;
    private final Arg<String> device;
    private final Arg<String> token;
    private final Arg<Path> tokenFile;

    JobsOptions(Syntax syntax) {
        server =
                syntax.option("--jobs", "URL", URI::create, "A job server: the project's methods become capabilities.");
        device = syntax.option("--device", "ID", text -> text, "robot", "Its name there.");
        token = syntax.option("--token", "TOKEN", text -> text, "The device's token there; others can see it in ps.");
        tokenFile = syntax.option("--token-file", "FILE", Path::of, "A file with that token.");
    }

    /** Empty when no job server was named. */
    Optional<RobotAgent> register(Given given, RobotDevice robot, RobotConfig config) throws IOException {
        if (server.find(given).isEmpty()) {
            return Optional.empty();
        }
        DeviceId id = DeviceId.of(device.get(given));
        Path outbox = Files.createDirectories(config.storage().resolve("jobs-outbox"));
        AgentSettings open = AgentSettings.of(server.get(given), id, outbox);
        Optional<String> secret = tokenFile.find(given).isPresent()
                ? Optional.of(Files.readString(tokenFile.get(given)).strip())
                : token.find(given);
        AgentSettings settings = secret.map(open::withToken).orElse(open);
        return Optional.of(
                RobotAgent.start(robot, config.settings().times().execution(), skills -> new Agent(settings, skills)));
    }
}

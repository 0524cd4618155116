package fieldlink.cli.robot;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.LogLines;
import fieldlink.cli.Syntax;
import fieldlink.jobs.robot.serve.ConfigFile;
import fieldlink.jobs.robot.serve.RobotConfig;
import fieldlink.jobs.robot.serve.RobotServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** {@code fieldlink robot serve}: a robot host in the foreground, until it is told to stop. */
final class ServeCommand implements Command {
    private final Arg<Path> config;
    private final Arg<String> host;
    private final Arg<Integer> port;
    private final Arg<Path> storage;
    private final Arg<Boolean> original;
    private final JobsOptions jobs;

    ServeCommand(Syntax syntax) {
        syntax.examples(
                "robot serve",
                "robot serve --config config.yaml",
                "robot serve --host 0.0.0.0 --port 9000",
                "robot serve --jobs http://127.0.0.1:8080 --device arm-1 --token-file token");
        config = syntax.option("--config", "FILE", Path::of, "Settings; the original's file will do.");
        host = syntax.option("--host", "ADDRESS", text -> text, "Where to listen; loopback if left out.");
        port = syntax.option("--port", "PORT", Integer::valueOf, "Where to listen; 8000 if left out.");
        storage = syntax.option("--storage", "DIR", Path::of, "Where projects and the audit log are kept.");
        original = syntax.flag(
                "--original", "Limits, early acknowledgements and error codes exactly as the original had them.");
        jobs = new JobsOptions(syntax);
    }

    @Override
    public ExitCode run(Given given, Console console) throws IOException, InterruptedException {
        LogLines.install(console);
        RobotConfig chosen = RobotConfig.DEFAULT;
        if (config.find(given).isPresent()) {
            Path file = config.get(given);
            chosen = ConfigFile.parse(file.toString(), Files.readString(file));
        }
        chosen = chosen.at(
                        host.find(given).orElse(chosen.address()),
                        port.find(given).orElse(chosen.port()))
                .in(storage.find(given).orElse(chosen.storage()));
        RobotServer server = RobotServer.of(original.isSet(given) ? chosen.asOriginal() : chosen);
        server.start();
        Optional<RobotAgent> device = jobs.register(given, server.host(), chosen);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            device.ifPresent(RobotAgent::close);
                            server.close();
                            stopped.countDown();
                        },
                        "fieldlink-robot-shutdown"));
        console.result("robot host on http://" + chosen.address() + ":" + server.port() + "; Ctrl-C stops it");
        if (chosen.tokens().isEmpty() && !chosen.address().startsWith("127.")) {
            console.remark("anybody who can reach it may run code here: set robot.tokens in the configuration");
        }
        stopped.await();
        return ExitCode.DONE;
    }
}

package fieldlink.cli.robot;

import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Printable;
import fieldlink.cli.Syntax;
import fieldlink.jobs.robot.client.SocketIoClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code fieldlink robot push DIRECTORY|ZIP}. */
final class PushCommand implements Command {
    private final RobotLink link;
    private final Arg<Path> project;

    PushCommand(Syntax syntax) {
        syntax.examples("robot push ./my-project", "robot push project.zip --server http://robot:8000");
        link = new RobotLink(syntax, "2m");
        project = syntax.parameter("PROJECT", Path::of, "A directory with a main.py, or a zip of one.");
    }

    @Override
    public ExitCode run(Given given, Console console) throws IOException, InterruptedException {
        Path path = project.get(given);
        if (!Files.exists(path)) {
            throw new IllegalArgumentException(path + " does not exist");
        }
        byte[] zip = Files.isDirectory(path) ? zipped(path) : Files.readAllBytes(path);
        JsonNode answer = upload(given, console, Base64.getEncoder().encodeToString(zip));
        console.result(
                console.json() ? answer.toString() : answer.path("message").asString(""));
        return ExitCode.DONE;
    }

    /** Shows the host's log meanwhile: the steps of the exchange, and what the project says while it is loaded. */
    private JsonNode upload(Given given, Console console, String zip) throws InterruptedException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        try (SocketIoClient client = link.connect(given, console, RobotLink.Seat.OPERATOR, event -> {
            if (event.get(0).asString("").equals("log") && event.size() > 1) {
                console.remark(Printable.of(event.get(1).path("text").asString("")));
            }
        })) {
            link.ask(given, client, "log", nodes.objectNode().put("limit", 0).put("follow", true));
            return link.ask(given, client, "update", nodes.objectNode().put("data", zip));
        }
    }

    private static byte[] zipped(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> !isHidden(directory.relativize(file)))
                    .sorted()
                    .toList();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Path file : files) {
                zip.putNextEntry(new ZipEntry(directory.relativize(file).toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** Version control and caches are not part of a project. */
    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".") || part.toString().equals("__pycache__")) {
                return true;
            }
        }
        return false;
    }
}

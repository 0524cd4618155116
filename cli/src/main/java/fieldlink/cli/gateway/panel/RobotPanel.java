package fieldlink.cli.gateway.panel;

import fieldlink.cli.gateway.equipment.Handle;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.robot.CallRequest;
import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.RobotCommand;
import fieldlink.jobs.robot.host.RobotHost;
import fieldlink.jobs.robot.serve.RobotServer;
import fieldlink.jobs.server.Panel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The robot: its project, its methods, its log, who drives, and the button that stops it. */
final class RobotPanel implements Panel {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final Outline OUTLINE = new Outline(
            "robot",
            Map.of("en", "Robot", "ja", "ロボット"),
            Actions.script("robot.js"),
            List.of(
                    Action.emergency("estop"),
                    Actions.action("reset"),
                    Actions.action("call", "object", "string", "method", "string", "args", "object"),
                    Actions.action("cancel", "id", "string"),
                    Actions.action("start"),
                    Actions.action("stop"),
                    Actions.action("takeover"),
                    Actions.action("release"),
                    Actions.action("rollback", "version", "string"),
                    Actions.action("part", "offset", "int", "data", "string"),
                    Actions.action("install")));

    private final Handle<RobotServer> robot;
    private final RobotPicture picture = new RobotPicture();
    private final RobotSeats seats = new RobotSeats(PATIENCE);
    private final Uploads uploads = new Uploads();

    RobotPanel(Handle<RobotServer> robot) {
        this.robot = robot;
    }

    @Override
    public Outline outline() {
        return OUTLINE;
    }

    @Override
    public JsonText snapshot() {
        return picture.describe(robot.find().isPresent());
    }

    /** Whoever drove from here leaves the seat when the last page is closed. */
    @Override
    public Look look(Runnable changed) {
        Optional<RobotHost> host = robot.find().map(RobotServer::host);
        host.ifPresent(present -> picture.follow(present, changed));
        Glances glances = new Glances("robot", 1).every(PAUSE, () -> host.ifPresent(picture::ask));
        return () -> {
            glances.close();
            host.ifPresent(present -> {
                picture.leave(present);
                seats.leave(present);
            });
        };
    }

    @Override
    public Outcome act(Deed deed) {
        try {
            RobotHost host = robot.get().host();
            JsonNode args = Actions.args(deed);
            String who = deed.operator();
            return switch (deed.action()) {
                case "estop" -> outcome(seats.emergency(host, who));
                case "call" -> call(host, who, args);
                case "cancel" -> cancel(host, args.path("id").asString(""));
                case "takeover" -> seats.takeOver(host, who);
                case "release" -> seats.release(host, who);
                case "part" ->
                    uploads.part(
                            who, args.path("offset").asLong(), args.path("data").asString(""));
                case "install" -> outcome(seats.submit(host, who, new RobotCommand.Update(uploads.take(who))));
                default -> outcome(seats.submit(host, who, command(deed.action(), args)));
            };
        } catch (IllegalStateException | IllegalArgumentException e) {
            return Actions.refused(e);
        } catch (TimeoutException e) {
            return new Outcome.Refused("the robot has not answered yet; its log tells what becomes of it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Refused("the gateway is being stopped");
        }
    }

    private static RobotCommand command(String action, JsonNode args) {
        return switch (action) {
            case "start" -> new RobotCommand.Start();
            case "stop" -> new RobotCommand.Stop();
            case "reset" -> new RobotCommand.Reset();
            case "rollback" ->
                new RobotCommand.Rollback(
                        Optional.of(args.path("version").asString("")).filter(version -> !version.isEmpty()));
            default -> throw new IllegalArgumentException("the robot can do no '" + action + "'");
        };
    }

    /** Answers at once; what comes of the call is in the picture. */
    private Outcome call(RobotHost host, String who, JsonNode args) {
        String object = args.path("object").asString("");
        String method = args.path("method").asString("");
        String id = picture.called(object + "." + method, who);
        CallRequest call =
                CallRequest.of(object, method, (ObjectNode) args.path("args")).named(id);
        seats.call(host, who, call, envelope -> picture.returned(id, envelope));
        return Actions.done(Actions.object().put("id", id));
    }

    private static Outcome cancel(RobotHost host, String id) {
        host.cancel(id);
        return Actions.done(Actions.object().put("id", id));
    }

    private static Outcome outcome(ObjectNode envelope) {
        return Envelope.isError(envelope)
                ? new Outcome.Refused(envelope.path("message").asString("") + " ("
                        + envelope.path("error_code").asString("") + ")")
                : Actions.done(envelope);
    }
}

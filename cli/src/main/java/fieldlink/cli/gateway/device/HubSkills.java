package fieldlink.cli.gateway.device;

import fieldlink.cli.JsonLine;
import fieldlink.cli.gateway.equipment.Handle;
import fieldlink.cli.gateway.equipment.Hubs;
import fieldlink.cli.powerhub.FrameJson;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.agent.Arguments;
import fieldlink.jobs.agent.Skill;
import fieldlink.powerhub.Channel;
import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.Level;
import fieldlink.powerhub.client.Confirmation;
import fieldlink.powerhub.client.HubClient;
import fieldlink.powerhub.client.Scene;
import fieldlink.powerhub.client.ScenePlayer;
import fieldlink.powerhub.client.SceneReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** {@code powerhub.set}, {@code fade}, {@code blink}, {@code strobe}, {@code scene} and {@code telemetry}. */
final class HubSkills {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int LAST_CHANNEL = Channel.COUNT - 1;
    private static final int FULL = 255;
    private static final double LONGEST_SECONDS = 65.535;

    private final Handle<Hubs> hubs;
    private final List<String> names;
    private final List<Scene> scenes;
    /** A job looks at the levels that its own commands led to, so that a hub's jobs come one after the other. */
    private final Map<String, ReentrantLock> turns = new HashMap<>();

    HubSkills(Handle<Hubs> hubs, Iterable<String> names, List<Scene> scenes) {
        this.hubs = hubs;
        List<String> known = new ArrayList<>();
        names.forEach(known::add);
        this.names = List.copyOf(known);
        this.scenes = scenes;
        known.forEach(name -> turns.put(name, new ReentrantLock(true)));
    }

    List<Skill> all() {
        List<Skill> skills = new ArrayList<>(List.of(
                channelForm("powerhub.set", "Sets an output of a PowerHub to a level.")
                        .whole("level", 0, FULL, "0 is off")
                        .harmless(LIMIT, (arguments, progress) -> drive(arguments, this::set)),
                channelForm("powerhub.fade", "Fades an output of a PowerHub to a level.")
                        .whole("level", 0, FULL, "0 is off")
                        .number("seconds", 0.001, LONGEST_SECONDS, null, "How long the fade takes")
                        .harmless(LIMIT, (arguments, progress) -> drive(arguments, this::fade)),
                channelForm("powerhub.blink", "Lets an output of a PowerHub blink until it is set again.")
                        .number("period_sec", 0.001, LONGEST_SECONDS, null, "From one flash to the next")
                        .harmless(LIMIT, (arguments, progress) -> drive(arguments, this::blink)),
                channelForm("powerhub.strobe", "Lets an output of a PowerHub flash in bursts until it is set again.")
                        .whole("count", 1, FULL, "Flashes in a burst")
                        .number("total_sec", 0.001, LONGEST_SECONDS, null, "How long a burst takes")
                        .number("pause_sec", 0, LONGEST_SECONDS, null, "Between bursts")
                        .harmless(LIMIT, (arguments, progress) -> drive(arguments, this::strobe)),
                new Form("powerhub.telemetry", "Reads supply, temperatures and currents of a PowerHub.")
                        .choice("hub", names, "Which")
                        .harmless(
                                LIMIT,
                                (arguments, progress) -> inTurn(
                                        hub(arguments),
                                        client -> JsonText.of(FrameJson.telemetry(client.readTelemetry()))))));
        if (!scenes.isEmpty()) {
            skills.add(new Form("powerhub.scene", "Plays a scene on the PowerHubs.")
                    .choice("scene", scenes.stream().map(Scene::name).toList(), "Which")
                    .harmless(LIMIT, (arguments, progress) -> play(arguments.text("scene"))));
        }
        return List.copyOf(skills);
    }

    private Form channelForm(String name, String description) {
        return new Form(name, description)
                .choice("hub", names, "Which")
                .whole("channel", 0, LAST_CHANNEL, "The output");
    }

    private ChannelCommand set(Arguments arguments) {
        return new ChannelCommand.Set(channel(arguments), Level.of(arguments.integer("level")));
    }

    private ChannelCommand fade(Arguments arguments) {
        return new ChannelCommand.Fade(
                channel(arguments), Level.of(arguments.integer("level")), seconds(arguments, "seconds"));
    }

    private ChannelCommand blink(Arguments arguments) {
        return new ChannelCommand.Blink(channel(arguments), seconds(arguments, "period_sec"));
    }

    private ChannelCommand strobe(Arguments arguments) {
        return new ChannelCommand.Strobe(
                channel(arguments),
                arguments.integer("count"),
                seconds(arguments, "total_sec"),
                seconds(arguments, "pause_sec"));
    }

    private static Channel channel(Arguments arguments) {
        return Channel.of(arguments.integer("channel"));
    }

    private static Duration seconds(Arguments arguments, String name) {
        return Duration.ofMillis(Math.round(arguments.number(name) * 1000));
    }

    private JsonText drive(Arguments arguments, Function<Arguments, ChannelCommand> command)
            throws InterruptedException {
        CommandBatch batch = CommandBatch.of(List.of(command.apply(arguments)));
        return inTurn(hub(arguments), client -> {
            Confirmation confirmation = client.sendAndConfirm(batch);
            if (confirmation instanceof Confirmation.Unconfirmed) {
                throw new IllegalStateException(
                        "the hub queued the command but does not show it; is it too hot? levels: "
                                + levels(confirmation));
            }
            return JsonText.of(new JsonLine()
                    .put("hub", hub(arguments))
                    .put("confirmed", confirmation instanceof Confirmation.Confirmed)
                    .put("levels", levels(confirmation))
                    .toString());
        });
    }

    private static List<Integer> levels(Confirmation confirmation) {
        List<Integer> levels = new ArrayList<>();
        for (int i = 0; i < confirmation.seen().count(); i++) {
            levels.add(confirmation.seen().of(Channel.of(i)).value());
        }
        return levels;
    }

    private JsonText play(String name) {
        Scene scene = scenes.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        Hubs present = hubs.get();
        Map<String, HubClient> clients = new HashMap<>();
        scene.hubs().forEach(hub -> clients.put(hub, present.hub(hub)));
        SceneReport report = new ScenePlayer(clients).play(scene);
        List<JsonLine> steps = new ArrayList<>();
        for (SceneReport.Outcome outcome : report.outcomes()) {
            JsonLine step = new JsonLine().put("hub", outcome.step().hub());
            boolean failed = outcome instanceof SceneReport.Failed;
            step.put("result", failed ? "failed" : "queued");
            if (outcome instanceof SceneReport.Failed failure) {
                step.put("reason", failure.reason().getMessage());
            }
            steps.add(step);
        }
        if (!report.isComplete()) {
            throw new IllegalStateException("the scene is not complete: " + steps);
        }
        return JsonText.of(new JsonLine().put("scene", name).put("steps", steps).toString());
    }

    private String hub(Arguments arguments) {
        return arguments.has("hub") ? arguments.text("hub") : names.get(0);
    }

    private JsonText inTurn(String hub, Function<HubClient, JsonText> work) throws InterruptedException {
        ReentrantLock turn = turns.get(hub);
        if (turn == null) {
            throw new IllegalArgumentException("there is no hub '" + hub + "'");
        }
        turn.lockInterruptibly();
        try {
            return work.apply(hubs.get().hub(hub));
        } finally {
            turn.unlock();
        }
    }
}

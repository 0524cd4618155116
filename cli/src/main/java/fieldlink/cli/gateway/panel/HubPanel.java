package fieldlink.cli.gateway.panel;

import fieldlink.cli.gateway.equipment.Handle;
import fieldlink.cli.gateway.equipment.Hubs;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.server.Panel;
import fieldlink.powerhub.Channel;
import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.HubException;
import fieldlink.powerhub.HubLink;
import fieldlink.powerhub.Level;
import fieldlink.powerhub.client.HubClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** PowerHubs: the level of every output, supply and temperatures, and a hand on the outputs. */
final class HubPanel implements Panel {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_AT_ONCE = 4;
    private static final String HUB = "hub";
    private static final Outline OUTLINE = new Outline(
            "powerhub",
            Map.of("en", "PowerHub", "ja", "PowerHub"),
            Actions.script("powerhub.js"),
            List.of(
                    Actions.action("set", HUB, "string", "channel", "int", "level", "int"),
                    Actions.action("fade", HUB, "string", "channel", "int", "level", "int", "seconds", "number"),
                    Actions.action("off", HUB, "string")));

    private final Handle<Hubs> hubs;
    private final Map<String, HubPicture> pictures = new ConcurrentHashMap<>();

    HubPanel(Handle<Hubs> hubs) {
        this.hubs = hubs;
    }

    @Override
    public Outline outline() {
        return OUTLINE;
    }

    @Override
    public JsonText snapshot() {
        ObjectNode json = Actions.object();
        json.put("at_work", hubs.find().isPresent());
        ArrayNode all = json.putArray("hubs");
        hubs.find()
                .ifPresent(present -> present.names()
                        .forEach(name -> picture(name).describe(all.addObject().put("name", name))));
        return Actions.text(json);
    }

    /** A hub that does not answer keeps the others waiting for nothing. */
    @Override
    public Look look(Runnable changed) {
        List<String> names = hubs.find().map(Hubs::names).orElse(List.of());
        Glances glances = new Glances("powerhub", Math.max(1, Math.min(names.size(), MOST_AT_ONCE)));
        names.forEach(name -> glances.every(PAUSE, () -> {
            picture(name).take(hubs.get().hub(name));
            changed.run();
        }));
        return glances;
    }

    @Override
    public Outcome act(Deed deed) {
        try {
            JsonNode args = Actions.args(deed);
            String name = args.path(HUB).asString("");
            HubClient hub = hubs.get().hub(name);
            CommandBatch batch = switch (deed.action()) {
                case "set" -> CommandBatch.of(new ChannelCommand.Set(channel(args), level(args)));
                case "fade" -> CommandBatch.of(new ChannelCommand.Fade(channel(args), level(args), time(args)));
                default -> off(hub);
            };
            hub.send(batch, HubLink.Delivery.ACKNOWLEDGED);
            picture(name).take(hub);
            return Actions.done(Actions.object().put("hub", name));
        } catch (HubException | IllegalStateException | IllegalArgumentException e) {
            return Actions.refused(e);
        }
    }

    private static CommandBatch off(HubClient hub) {
        int channels = hub.readLevels().count();
        return CommandBatch.of(IntStream.range(0, channels)
                .<ChannelCommand>mapToObj(index -> new ChannelCommand.Set(Channel.of(index), Level.OFF))
                .toList());
    }

    private static Channel channel(JsonNode args) {
        return Channel.of(args.path("channel").asInt());
    }

    private static Level level(JsonNode args) {
        return Level.of(args.path("level").asInt());
    }

    private static Duration time(JsonNode args) {
        return Duration.ofMillis(Math.round(args.path("seconds").asDouble() * 1000));
    }

    private HubPicture picture(String hub) {
        return pictures.computeIfAbsent(hub, name -> new HubPicture());
    }
}

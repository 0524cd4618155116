package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.RobotClient;
import fieldlink.jobs.robot.RobotDevice;
import fieldlink.jobs.robot.rules.LogRing;
import fieldlink.jobs.robot.rules.Seats;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The clients in their seats. Confined to the mailbox. */
final class Room {
    private static final int MAX_OBSERVERS = 64;

    private final Set<RobotClient> clients = new LinkedHashSet<>();
    private final Set<RobotClient> logFollowers = new LinkedHashSet<>();
    private final Set<RobotClient> methodFollowers = new LinkedHashSet<>();
    private final Counters counters;
    private @Nullable RobotClient operator;

    Room(Counters counters) {
        this.counters = counters;
    }

    Seats.Seat join(RobotClient client, Seats.Wish wish) {
        Optional<String> sitting = operator().map(RobotClient::identity);
        Seats.Seat seat = Seats.decide(sitting, new Seats.Applicant(client.account(), client.identity(), wish));
        if (seat == Seats.Seat.OBSERVER && clients.size() > MAX_OBSERVERS) {
            return Seats.Seat.REFUSED;
        }
        RobotClient former = operator;
        switch (seat) {
            case OBSERVER, REFUSED -> {}
            case OPERATOR, OPERATOR_AGAIN, OPERATOR_INSTEAD -> operator = client;
        }
        if (seat != Seats.Seat.REFUSED) {
            clients.add(client);
        }
        if (former != null && seat == Seats.Seat.OPERATOR_AGAIN) {
            remove(former);
            former.close();
        } else if (former != null && seat == Seats.Seat.OPERATOR_INSTEAD) {
            tellSeat(former, client);
        }
        return seat;
    }

    /** @return whether it was the operator that left */
    boolean leave(RobotClient client) {
        boolean drove = client.equals(operator);
        remove(client);
        return drove;
    }

    void takeOver(RobotClient client) {
        RobotClient former = operator;
        operator = client;
        if (former != null && !former.equals(client)) {
            tellSeat(former, client);
        }
    }

    void release() {
        operator = null;
    }

    Optional<RobotClient> operator() {
        return Optional.ofNullable(operator);
    }

    boolean isOperator(RobotClient client) {
        return client.equals(operator);
    }

    void followLog(RobotClient client) {
        if (clients.contains(client)) {
            logFollowers.add(client);
        }
    }

    void followMethods(RobotClient client) {
        if (clients.contains(client)) {
            methodFollowers.add(client);
        }
    }

    /** To everybody; nobody gets it later who was not there. */
    void push(String event, Optional<JsonNode> payload) {
        List<JsonNode> arguments = new ArrayList<>(2);
        arguments.add(StringNode.valueOf(event));
        payload.ifPresent(arguments::add);
        for (RobotClient client : clients) {
            (client.push(event, arguments) ? counters.pushes : counters.pushesDropped).increment();
        }
    }

    void tell(LogRing.Line line) {
        if (!logFollowers.isEmpty()) {
            send(logFollowers, "log", json(line));
        }
    }

    void tellMethods(RobotDevice.Offer offer) {
        if (!methodFollowers.isEmpty()) {
            send(methodFollowers, "methods", Offers.json(offer));
        }
    }

    void describe(ObjectNode status) {
        status.put("operator", operator().map(client -> client.account().name()).orElse(""));
        status.put("clients", clients.size());
    }

    void closeAll() {
        List.copyOf(clients).forEach(RobotClient::close);
    }

    static ObjectNode json(LogRing.Line line) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("offset", line.offset())
                .put("at", line.at().toString())
                .put("text", line.text());
    }

    private void remove(RobotClient client) {
        clients.remove(client);
        logFollowers.remove(client);
        methodFollowers.remove(client);
        if (client.equals(operator)) {
            operator = null;
        }
    }

    private static void send(Set<RobotClient> followers, String event, JsonNode payload) {
        List<JsonNode> arguments = List.of(StringNode.valueOf(event), payload);
        followers.forEach(follower -> follower.push(event, arguments));
    }

    private static void tellSeat(RobotClient former, RobotClient now) {
        ObjectNode seat = JsonNodeFactory.instance
                .objectNode()
                .put("seat", "observer")
                .put("operator", now.account().name());
        former.push("seat", List.of(StringNode.valueOf("seat"), seat));
    }
}

package fieldlink.jobs.robot.front;

import fieldlink.jobs.robot.Account;
import fieldlink.jobs.robot.Accounts;
import fieldlink.jobs.robot.ErrorCode;
import fieldlink.jobs.robot.engineio.Handshake;
import fieldlink.jobs.robot.host.RobotHost;
import fieldlink.jobs.robot.rules.CommandReader;
import fieldlink.jobs.robot.rules.SealedPayload;
import fieldlink.jobs.robot.rules.Seats;
import fieldlink.jobs.robot.socketio.SocketIoApplication;
import fieldlink.jobs.robot.socketio.SocketIoPeer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Events to commands and answers to acknowledgements: the contract of the original, and what was added to it. */
public final class RobotFront implements SocketIoApplication {
    static final String NAMESPACE = "/";
    private static final int SALT_BYTES = 8;
    private static final String BEARER = "Bearer ";

    private final RobotHost host;
    private final Accounts accounts;
    private final SealedPayload seal;
    private final SecureRandom random = new SecureRandom();
    private final JsonMapper json = new JsonMapper();
    private final Map<SocketIoPeer, Caller> callers = new ConcurrentHashMap<>();

    public RobotFront(RobotHost host, Accounts accounts, SealedPayload seal) {
        this.host = host;
        this.accounts = accounts;
        this.seal = seal;
    }

    @Override
    public void asked(SocketIoPeer peer, String namespace, JsonNode auth) {
        if (!namespace.equals(NAMESPACE)) {
            peer.refuse(namespace, StringNode.valueOf("Unable to connect"));
            return;
        }
        String token = token(auth, peer.handshake());
        if (token.isEmpty() && accounts.areRequired()) {
            refuse(peer, ErrorCode.TOKEN_MISSING);
            return;
        }
        Optional<Account> account = token.isEmpty() ? Optional.of(Account.ANYBODY) : accounts.find(token);
        if (account.isEmpty()) {
            refuse(peer, ErrorCode.TOKEN_INVALID);
            return;
        }
        Caller caller = new Caller(peer, account.get(), identity(account.get(), auth));
        // Known before the host answers: a client that leaves meanwhile must leave the host as well.
        callers.put(peer, caller);
        host.join(caller, wish(auth, peer.handshake()), seat -> {
            if (seat == Seats.Seat.REFUSED) {
                callers.remove(peer);
                refuse(peer, ErrorCode.CONNECTION_REJECTED);
            } else {
                peer.accept(NAMESPACE);
            }
        });
    }

    @Override
    public void event(SocketIoPeer peer, String namespace, List<JsonNode> arguments, Reply reply) {
        Caller caller = callers.get(peer);
        if (caller == null) {
            return;
        }
        Opened opened = open(arguments);
        CommandReader.Reading reading = CommandReader.read(opened.arguments());
        if (reading instanceof CommandReader.Reading.Refused refused) {
            answer(reply, refused.error(), opened.sealed());
        } else if (reading instanceof CommandReader.Reading.Understood understood) {
            host.submit(caller, understood.command(), envelope -> answer(reply, envelope, opened.sealed()));
        }
    }

    @Override
    public void left(SocketIoPeer peer, String namespace) {
        Caller caller = callers.remove(peer);
        if (caller != null) {
            host.leave(caller);
        }
    }

    /** @param sealed whether the payload was encrypted, so that the answer is to be as well */
    private record Opened(List<JsonNode> arguments, boolean sealed) {}

    /** The newer frontend sends its payload as an encrypted text; one that cannot be read counts as an empty payload. */
    private Opened open(List<JsonNode> arguments) {
        if (arguments.size() != 2 || !arguments.get(1).isString()) {
            return new Opened(arguments, false);
        }
        Optional<String> plain = seal.open(arguments.get(1).stringValue());
        JsonNode payload = JsonNodeFactory.instance.objectNode();
        try {
            payload = plain.isPresent() ? json.readTree(plain.get()) : payload;
        } catch (JacksonException notJson) {
            return new Opened(List.of(arguments.get(0), payload), true);
        }
        return new Opened(List.of(arguments.get(0), payload), plain.isPresent());
    }

    private void answer(Reply reply, ObjectNode envelope, boolean sealed) {
        if (!reply.isExpected()) {
            return;
        }
        if (sealed) {
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            reply.send(List.of(StringNode.valueOf(seal.seal(json.writeValueAsString(envelope), salt))));
        } else {
            reply.send(List.of(envelope));
        }
    }

    private static void refuse(SocketIoPeer peer, ErrorCode code) {
        peer.refuse(NAMESPACE, JsonNodeFactory.instance.objectNode().put("message", Seats.refusal(code)));
    }

    private static String token(JsonNode auth, Handshake handshake) {
        List<String> places = new ArrayList<>();
        places.add(auth.path("token").asString(""));
        places.add(handshake.authorization().orElse(""));
        places.add(handshake.query().getOrDefault("token", ""));
        places.add(handshake.query().getOrDefault("auth", ""));
        String found =
                places.stream().filter(place -> !place.isEmpty()).findFirst().orElse("");
        return found.startsWith(BEARER) ? found.substring(BEARER.length()) : found;
    }

    /** A named account is one person; somebody without a name may bring a word to be known by again. */
    private static String identity(Account account, JsonNode auth) {
        String word = auth.path("client").asString("");
        if (!account.equals(Account.ANYBODY)) {
            return account.name() + "/" + word;
        }
        return word;
    }

    private static Seats.Wish wish(JsonNode auth, Handshake handshake) {
        String role = auth.path("role").asString(handshake.query().getOrDefault("role", ""));
        if (role.equals("observer")) {
            return Seats.Wish.OBSERVE;
        }
        return auth.path("takeover").asBoolean(false) ? Seats.Wish.TAKE_OVER : Seats.Wish.OPERATE;
    }
}

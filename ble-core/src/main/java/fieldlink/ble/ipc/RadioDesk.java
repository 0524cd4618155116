package fieldlink.ble.ipc;

import fieldlink.ble.BleCentral;
import fieldlink.ble.BleException;
import fieldlink.ble.BleStatus;
import fieldlink.ble.GattLink;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.wire.Command;
import fieldlink.ble.wire.Json;
import fieldlink.ble.wire.JsonObject;
import fieldlink.ble.wire.Replies;
import fieldlink.ble.wire.Request;
import fieldlink.ble.wire.Target;
import fieldlink.ble.wire.TreeShape;
import fieldlink.ble.wire.Urgency;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Carries out the requests that need a device. Every stage completes on the loop's thread, and always with a reply. */
final class RadioDesk {
    private final Switchboard board;
    private final ClientSession client;
    private final Request request;
    /** Under which the request can be asked for and taken back; the client's own, or one for it to learn. */
    private final Json id;

    RadioDesk(Switchboard board, ClientSession client, Request request) {
        this.board = board;
        this.client = client;
        this.request = request;
        this.id = request.isCorrelated()
                ? request.id()
                : Json.of(UUID.randomUUID().toString());
    }

    /** Something that takes a while, described so that its failures can be worded. */
    private record Errand(String name, Urgency urgency, String device, String characteristic) {
        static Errand at(String name, Urgency urgency, Target target) {
            return new Errand(
                    name,
                    urgency,
                    target.device().value(),
                    target.characteristic().characteristic().toString());
        }
    }

    CompletionStage<JsonObject> read(Command.ReadSensor command) {
        Target target = command.target();
        return run(Errand.at("Read", command.urgency(), target), deadline -> {
            return gatt(target, command.link(), deadline)
                    .read()
                    .thenApply(value -> JsonObject.with("status", "success")
                            .with("request_id", id)
                            .with("message", "Read request completed")
                            .with("data", Json.bytes(value.toBytes()))
                            .with("hex", value.hex())
                            .build());
        });
    }

    CompletionStage<JsonObject> write(Command.SendCommand command) {
        Target target = command.target();
        return run(Errand.at("Write", command.urgency(), target), deadline -> {
            return gatt(target, command.link(), deadline)
                    .write(command.value(), command.reply())
                    .thenApply(after -> JsonObject.with("status", "success")
                            .with("data", after == null ? JsonObject.EMPTY : Json.bytes(after.toBytes()))
                            .with("request_id", id)
                            .build());
        });
    }

    CompletionStage<JsonObject> subscribe(Command.SubscribeNotifications command) {
        Target target = command.target();
        if (client.subscriptions().isFull()) {
            return now(Replies.refusal(
                    request.id(),
                    BleStatus.QUEUE_FULL,
                    "Too many subscriptions on this connection (limit "
                            + board.settings.limits().subscriptions() + ")"));
        }
        String callbackId = command.callbackId() != null ? command.callbackId() : defaultCallbackId(command);
        ClientSubscriptions.Declared declared = client.subscriptions().declare(callbackId, command);
        RequestOptions options = options(command.urgency(), declared);
        return TolerantGatt.fitting(
                        target,
                        place -> client.central().subscribe(target.device(), place, declared::happened, options))
                .handleAsync(
                        (registration, failure) -> {
                            if (failure == null) {
                                declared.established(registration);
                                return subscriptionReply(callbackId, "Notification subscribed successfully");
                            }
                            declared.failed();
                            Errand errand = Errand.at("Subscribe", command.urgency(), target);
                            return failed(errand, CommandDesk.failure(failure));
                        },
                        board.loop);
    }

    private RequestOptions options(Urgency urgency, ClientSubscriptions.Declared declared) {
        Urgency usable = urgency.isOver() ? Urgency.DEFAULT : urgency;
        return new RequestOptions(
                usable.priority(),
                usable.timeout(),
                declared.cancellation(),
                id.asText().orElseGet(id::text));
    }

    /** As the first service made it up: eight characters for the client, then device and characteristic. */
    private String defaultCallbackId(Command.SubscribeNotifications command) {
        String digits = "0000000" + Integer.toHexString(System.identityHashCode(client));
        return digits.substring(digits.length() - 8) + "_" + command.target().device() + ":" + command.spelling();
    }

    /** The first service gives a fresh id here; when the client sent one, it gets its own back. */
    JsonObject subscriptionReply(String callbackId, String message) {
        return JsonObject.with("status", "success")
                .with("request_id", id)
                .with("callback_id", callbackId)
                .with("message", message)
                .build();
    }

    CompletionStage<JsonObject> describe(Command.DescribeDevice command) {
        Errand errand =
                new Errand("Describe", command.urgency(), command.device().value(), "");
        return run(
                errand,
                deadline -> central()
                        .services(command.device(), deadline.options())
                        .thenApply(tree -> Replies.success(TreeShape.write(tree), id)));
    }

    CompletionStage<JsonObject> exchange(Command.WriteThenNotify command) {
        Target target = command.write();
        return run(
                Errand.at("Write", command.urgency(), target),
                deadline -> new Exchange(board.loop, central(), command)
                        .run(deadline)
                        .thenApply(answer -> JsonObject.with("status", "success")
                                .with("data", Json.bytes(answer.toBytes()))
                                .with("hex", answer.hex())
                                .with("request_id", id)
                                .build()));
    }

    CompletionStage<JsonObject> borrow(Command.BorrowLink command) {
        Errand errand = new Errand("Borrow", command.urgency(), command.device().value(), "");
        return run(
                errand,
                deadline -> client.central()
                        .connect(command.device(), deadline.options())
                        .thenApplyAsync(this::lent, board.loop));
    }

    private JsonObject lent(GattLink link) {
        String linkId = UUID.randomUUID().toString();
        if (client.isGone()) {
            link.close();
        } else {
            client.links().put(linkId, link);
            link.ended().whenCompleteAsync((normally, loss) -> ended(linkId, loss), board.loop);
        }
        JsonObject.Builder data = JsonObject.with("link_id", linkId);
        TreeShape.write(link.services()).fields().forEach(data::with);
        return Replies.success(data.build(), id);
    }

    private void ended(String linkId, @Nullable Throwable loss) {
        boolean wasHeld = client.links().remove(linkId) != null;
        if (wasHeld && loss != null) {
            BleException why = CommandDesk.failure(loss);
            client.send(JsonObject.with("type", "link_lost")
                    .with("link_id", linkId)
                    .with("code", why.status().name())
                    .with("error", String.valueOf(why.getMessage()))
                    .build());
        }
    }

    JsonObject giveBack(String linkId) {
        GattLink link = client.links().remove(linkId);
        if (link == null) {
            return Replies.error(request.id(), "No link " + linkId + "; it was lost or given back");
        }
        link.close();
        return Replies.accepted("Link given back", request.id());
    }

    private interface Work {
        CompletionStage<JsonObject> begin(Deadline deadline);
    }

    /**
     * Runs a request and keeps its outcome. A client that cannot match replies is told at once that it is queued, and
     * may ask later.
     */
    private CompletionStage<JsonObject> run(Errand errand, Work work) {
        RequestLedger.Entry entry = board.ledger.begin(id.asText().orElseGet(id::text), client);
        CompletionStage<JsonObject> outcome = outcome(errand, work, entry).thenApply(reply -> {
            board.ledger.end(entry, reply);
            return reply;
        });
        return request.isCorrelated()
                ? outcome
                : now(Replies.accepted(errand.name() + " request queued successfully", id));
    }

    private CompletionStage<JsonObject> outcome(Errand errand, Work work, RequestLedger.Entry entry) {
        if (errand.urgency().isOver()) {
            return now(Replies.failure(
                    id,
                    BleException.of(BleStatus.TIMED_OUT, "the request came with no time left", "give it a timeout"),
                    errand.device(),
                    errand.characteristic()));
        }
        Deadline deadline = new Deadline(errand.urgency(), entry.cancellation(), entry.id());
        CompletionStage<JsonObject> begun;
        try {
            begun = work.begin(deadline);
        } catch (BleException e) {
            return now(failed(errand, e));
        }
        return begun.handleAsync(
                (reply, failure) -> failure == null ? reply : failed(errand, CommandDesk.failure(failure)), board.loop);
    }

    private JsonObject failed(Errand errand, BleException failure) {
        return Replies.failure(id, failure, errand.device(), errand.characteristic());
    }

    private BleCentral central() {
        return request.isCorrelated() ? client.central() : board.detached;
    }

    private TolerantGatt gatt(Target target, @Nullable String linkId, Deadline deadline) {
        Gatt gatt = linkId == null ? Gatt.shared(central(), target.device()) : Gatt.borrowed(link(linkId));
        return new TolerantGatt(target, gatt, deadline);
    }

    private GattLink link(String linkId) {
        GattLink link = client.links().get(linkId);
        if (link == null) {
            throw BleException.of(
                    BleStatus.LINK_LOST, "no link " + linkId + "; it was lost or given back", "borrow it again");
        }
        return link;
    }

    private static CompletionStage<JsonObject> now(JsonObject reply) {
        return CompletableFuture.completedFuture(reply);
    }
}

package fieldlink.ble.ipc;

import fieldlink.ble.AdapterStatus;
import fieldlink.ble.BleException;
import fieldlink.ble.BleStatus;
import fieldlink.ble.CentralStatus;
import fieldlink.ble.QueueSettings;
import fieldlink.ble.wire.AdvertisementShape;
import fieldlink.ble.wire.Command;
import fieldlink.ble.wire.Frames;
import fieldlink.ble.wire.HealthShape;
import fieldlink.ble.wire.Json;
import fieldlink.ble.wire.JsonObject;
import fieldlink.ble.wire.QueueShape;
import fieldlink.ble.wire.Replies;
import fieldlink.ble.wire.Request;
import fieldlink.ble.wire.StatusShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Answers one request. What can be answered from what is known is answered here; what needs the radio goes to the
 * {@link RadioDesk}. Every stage completes on the loop's thread, and always with a reply.
 */
final class CommandDesk implements Command.Visitor<CompletionStage<JsonObject>> {
    private final Switchboard board;
    private final ClientSession client;
    private final Request request;
    private final RadioDesk radio;

    CommandDesk(Switchboard board, ClientSession client, Request request) {
        this.board = board;
        this.client = client;
        this.request = request;
        this.radio = new RadioDesk(board, client, request);
    }

    @Override
    public CompletionStage<JsonObject> getStatus(Command.GetStatus command) {
        return withStatus(status -> StatusShape.write(status, board.settings.exclusiveControl()));
    }

    @Override
    public CompletionStage<JsonObject> getScanResult(Command.GetScanResult command) {
        return now(board.scan
                .find(command.address())
                .map(seen -> Replies.success(AdvertisementShape.write(seen), request.id()))
                .orElseGet(() -> Replies.errorWithId(request.id(), notFound(command.address()))));
    }

    /** A miss is a success with an error inside: so it was, and clients look there. */
    @Override
    public CompletionStage<JsonObject> lookUpDevice(Command.LookUpDevice command) {
        Json id = request.isCorrelated()
                ? request.id()
                : Json.of(UUID.randomUUID().toString());
        Optional<JsonObject> found = board.scan
                .find(command.address())
                .map(seen -> AdvertisementShape.writeScanData(seen, command.service()));
        board.scanCounters = board.scanCounters.with(found.isPresent());
        return now(Replies.success(
                found.orElseGet(() -> JsonObject.with("error", notFound(command.address()))
                        .with("address", command.address())
                        .build()),
                id));
    }

    private static String notFound(String address) {
        return "Device " + address + " not found or scan data expired";
    }

    @Override
    public CompletionStage<JsonObject> readSensor(Command.ReadSensor command) {
        return radio.read(command);
    }

    @Override
    public CompletionStage<JsonObject> sendCommand(Command.SendCommand command) {
        return radio.write(command);
    }

    @Override
    public CompletionStage<JsonObject> subscribeNotifications(Command.SubscribeNotifications command) {
        return radio.subscribe(command);
    }

    @Override
    public CompletionStage<JsonObject> unsubscribeNotifications(Command.UnsubscribeNotifications command) {
        boolean known = client.subscriptions().remove(command.callbackId());
        return now(
                known
                        ? radio.subscriptionReply(command.callbackId(), "Notification unsubscribed successfully")
                        : Replies.error(request.id(), "No subscription with callback_id " + command.callbackId()));
    }

    @Override
    public CompletionStage<JsonObject> getQueueConfig(Command.GetQueueConfig command) {
        return withStatus(status -> QueueShape.config(status.queue().settings()));
    }

    @Override
    public CompletionStage<JsonObject> getQueueStatus(Command.GetQueueStatus command) {
        return withStatus(status -> QueueShape.status(status.queue(), board.scanCounters));
    }

    @Override
    public CompletionStage<JsonObject> getQueueStats(Command.GetQueueStats command) {
        return withStatus(status -> QueueShape.counters(
                status.queue().counters(),
                board.scanCounters,
                status.queue().requests().size() - status.queue().waiting()));
    }

    @Override
    public CompletionStage<JsonObject> updateQueueConfig(Command.UpdateQueueConfig command) {
        if (!client.peer().rules()) {
            return forbidden("change the queue");
        }
        return later(board.centrals.control().queueSettings().thenCompose(settings -> {
            Duration maxAge = command.maxAge() == null ? settings.maxAge() : command.maxAge();
            QueueSettings wanted = settings.withAge(command.skipOld(), maxAge);
            return board.centrals
                    .control()
                    .changeQueue(wanted)
                    .thenApply(done -> JsonObject.with("status", "success")
                            .with("message", "Queue configuration updated successfully")
                            .with("data", QueueShape.config(wanted))
                            .with("request_id", request.id())
                            .build());
        }));
    }

    @Override
    public CompletionStage<JsonObject> getRequestStatus(Command.GetRequestStatus command) {
        Optional<RequestLedger.Entry> entry = board.ledger.find(command.subject());
        if (entry.isEmpty()) {
            return now(
                    Replies.error(request.id(), "Request " + command.subject() + " is unknown, or ended too long ago"));
        }
        Optional<JsonObject> reply = entry.get().reply();
        return reply.isPresent()
                ? now(RequestProgress.ended(reply.get(), request.id()))
                : later(board.detached
                        .status()
                        .thenApply(status -> RequestProgress.underWay(status, command.subject(), request.id())));
    }

    @Override
    public CompletionStage<JsonObject> cancelRequest(Command.CancelRequest command) {
        Optional<RequestLedger.Entry> entry = board.ledger.find(command.subject());
        if (entry.isEmpty() || entry.get().reply().isPresent()) {
            return now(Replies.error(request.id(), "Request " + command.subject() + " is not under way"));
        }
        if (entry.get().owner() != client && !client.peer().rules()) {
            return forbidden("cancel another client's request");
        }
        entry.get().cancellation().cancel();
        return now(
                Replies.success(JsonObject.with("cancelled", command.subject()).build(), request.id()));
    }

    /** As many of the newest as fit into a frame. */
    @Override
    public CompletionStage<JsonObject> getHistory(Command.GetHistory command) {
        return later(board.detached.history(command.device()).thenApply(sightings -> {
            List<JsonObject> newestFirst = new ArrayList<>();
            sightings.forEach(seen -> newestFirst.add(0, AdvertisementShape.write(seen)));
            return Replies.success(
                    JsonObject.with(
                                    "sightings",
                                    Json.array(Frames.page(newestFirst, 0).items()))
                            .build(),
                    request.id());
        }));
    }

    @Override
    public CompletionStage<JsonObject> listDevices(Command.ListDevices command) {
        List<JsonObject> devices = board.scan.list(command.filter()).stream()
                .map(AdvertisementShape::write)
                .toList();
        Frames.Page page = Frames.page(devices, command.offset());
        JsonObject.Builder shape =
                JsonObject.with("devices", Json.array(page.items())).with("total", devices.size());
        if (page.nextOffset() >= 0) {
            shape.with("next_offset", page.nextOffset());
        }
        return now(Replies.success(shape.build(), request.id()));
    }

    @Override
    public CompletionStage<JsonObject> subscribeScan(Command.SubscribeScan command) {
        // The reply first: it tells the client that sightings follow.
        board.loop.execute(() -> {
            if (!client.isGone()) {
                client.subscriptions().watchScan(command.filter());
            }
        });
        return now(Replies.accepted("Scan subscribed successfully", request.id()));
    }

    @Override
    public CompletionStage<JsonObject> unsubscribeScan(Command.UnsubscribeScan command) {
        board.loop.execute(client.subscriptions()::stopScan);
        return now(Replies.accepted("Scan unsubscribed successfully", request.id()));
    }

    @Override
    public CompletionStage<JsonObject> describeDevice(Command.DescribeDevice command) {
        return radio.describe(command);
    }

    @Override
    public CompletionStage<JsonObject> writeThenNotify(Command.WriteThenNotify command) {
        return radio.exchange(command);
    }

    @Override
    public CompletionStage<JsonObject> borrowLink(Command.BorrowLink command) {
        return radio.borrow(command);
    }

    @Override
    public CompletionStage<JsonObject> returnLink(Command.ReturnLink command) {
        return now(radio.giveBack(command.link()));
    }

    @Override
    public CompletionStage<JsonObject> getHealth(Command.GetHealth command) {
        return withStatus(status -> {
            JsonObject.Builder health =
                    JsonObject.with("healthy", Json.of(isHealthy(status))).with("trouble", StatusShape.trouble(status));
            HealthShape.write(status).fields().forEach(health::with);
            List<Json> clients = board.clients.stream()
                    .limit(200)
                    .map(one -> Json.of(one.name()))
                    .toList();
            return health.with("clients", Json.array(clients))
                    .with("clients_connected", board.clients.size())
                    .build();
        });
    }

    private static boolean isHealthy(CentralStatus status) {
        return StatusShape.trouble(status).isEmpty()
                && status.adapters().stream().map(AdapterStatus::health).noneMatch(AdapterStatus.Health::needsHelp);
    }

    @Override
    public CompletionStage<JsonObject> getMetrics(Command.GetMetrics command) {
        return withStatus(status ->
                JsonObject.with("text", new Metrics(board).text(status)).build());
    }

    @Override
    public CompletionStage<JsonObject> recover(Command.Recover command) {
        return client.peer().rules()
                ? later(board.centrals
                        .control()
                        .recover(command.adapter(), command.step())
                        .thenApply(done -> Replies.accepted(command.step() + " done", request.id())))
                : forbidden("recover an adapter");
    }

    @Override
    public CompletionStage<JsonObject> forget(Command.Forget command) {
        return client.peer().rules()
                ? later(board.centrals
                        .control()
                        .forget(command.device())
                        .thenApply(done -> Replies.accepted(command.device() + " forgotten", request.id())))
                : forbidden("make the system forget a device");
    }

    /** Whoever gets this far has named the token, or needs none. */
    @Override
    public CompletionStage<JsonObject> authenticate(Command.Authenticate command) {
        return now(Replies.accepted("Authenticated", request.id()));
    }

    private CompletionStage<JsonObject> withStatus(Function<CentralStatus, JsonObject> shape) {
        return board.detached
                .status()
                .handleAsync(
                        (status, failure) ->
                                failure == null ? Replies.success(shape.apply(status), request.id()) : failed(failure),
                        board.loop);
    }

    private CompletionStage<JsonObject> later(CompletionStage<JsonObject> reply) {
        return reply.handleAsync((frame, failure) -> failure == null ? frame : failed(failure), board.loop);
    }

    private JsonObject failed(Throwable failure) {
        return Replies.failure(request.id(), failure(failure), "", "");
    }

    /** What a central's stage failed with; anything but its own kind of failure is a bug, and said to be one. */
    static BleException failure(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof BleException failure
                ? failure
                : BleException.of(BleStatus.FAILED, "internal error: " + cause, "report it with the daemon's log");
    }

    private CompletionStage<JsonObject> forbidden(String what) {
        return now(Replies.refusal(
                request.id(),
                BleStatus.NOT_PERMITTED,
                "Not allowed to " + what + " over the open socket; use the daemon's own, or be its user"));
    }

    private static CompletionStage<JsonObject> now(JsonObject reply) {
        return CompletableFuture.completedFuture(reply);
    }
}

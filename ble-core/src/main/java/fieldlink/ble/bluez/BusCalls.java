package fieldlink.ble.bluez;

import fieldlink.ble.Registration;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** The calls that wait for their answer, by serial number; each ends once, at the latest at its deadline. */
final class BusCalls {
    private record Waiting(BusCall call, CompletableFuture<BusReply> reply, Registration deadline) {}

    private final SelectorLoop loop;
    private final Map<Long, Waiting> waiting = new HashMap<>();

    BusCalls(SelectorLoop loop) {
        this.loop = loop;
    }

    CompletionStage<BusReply> begin(long serial, BusCall call, Duration deadline) {
        CompletableFuture<BusReply> reply = new CompletableFuture<>();
        Registration timer = loop.schedule(
                deadline,
                () -> failed(
                        serial,
                        new BusException(
                                BusException.DEADLINE,
                                call + " was not answered within " + deadline.toSeconds() + " s")));
        waiting.put(serial, new Waiting(call, reply, timer));
        return reply;
    }

    /** Answers to what nobody waits for any more are dropped. */
    void answered(long serial, BusReply reply) {
        Waiting call = waiting.remove(serial);
        if (call != null) {
            call.deadline().close();
            call.reply().complete(reply);
        }
    }

    void failed(long serial, BusException failure) {
        Waiting call = waiting.remove(serial);
        if (call != null) {
            end(call, failure);
        }
    }

    void fail(Predicate<BusCall> which, BusException failure) {
        List<Waiting> chosen = waiting.values().stream()
                .filter(candidate -> which.test(candidate.call()))
                .toList();
        waiting.values().removeAll(chosen);
        chosen.forEach(call -> end(call, failure));
    }

    private static void end(Waiting call, BusException failure) {
        call.deadline().close();
        call.reply().completeExceptionally(failure);
    }
}

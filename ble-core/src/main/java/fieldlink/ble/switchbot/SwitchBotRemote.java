package fieldlink.ble.switchbot;

import fieldlink.ble.BleCentral;
import fieldlink.ble.BleException;
import fieldlink.ble.BleStatus;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattLink;
import fieldlink.ble.GattValue;
import fieldlink.ble.Registration;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.SubscriptionEvent;
import fieldlink.ble.WriteMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Sends commands to one SwitchBot device and waits for its answers. Blocks its caller, for at most the deadline of the
 * options at every step; not for use on a thread of the central.
 */
public final class SwitchBotRemote {
    private static final long GRACE_MILLIS = 2_000;

    private final BleCentral central;
    private final DeviceAddress device;
    private final RequestOptions options;

    /** @param options with the deadline that each step has: connecting, and each answer */
    public SwitchBotRemote(BleCentral central, DeviceAddress device, RequestOptions options) {
        this.central = central;
        this.device = device;
        this.options = options;
    }

    /**
     * Carries a command out.
     *
     * @return the answer that says that it was done
     * @throws BleException when the device cannot be reached, does not answer in time, or answers that it will not
     */
    public SwitchBotReply send(SwitchBotCommand command) throws InterruptedException {
        BlockingQueue<SubscriptionEvent> events = new LinkedBlockingQueue<>();
        try (GattLink link = await(central.connect(device, options))) {
            Registration answers = await(link.subscribe(SwitchBotCommand.REPLY, events::add, options));
            try {
                return exchange(command, link, events);
            } finally {
                answers.close();
            }
        }
    }

    private SwitchBotReply exchange(SwitchBotCommand command, GattLink link, BlockingQueue<SubscriptionEvent> events)
            throws InterruptedException {
        List<SwitchBotReply> replies = new ArrayList<>();
        for (GattValue frame : command.frames()) {
            await(link.write(SwitchBotCommand.WRITE, frame, WriteMode.WITH_RESPONSE, options));
            replies.add(answer(events));
        }
        return replies.stream().filter(command::isDone).findFirst().orElseThrow(() -> unwilling(replies));
    }

    private BleException unwilling(List<SwitchBotReply> replies) {
        String words = replies.stream()
                .map(reply -> reply.status().words() + " (" + reply.value() + ")")
                .collect(Collectors.joining(", "));
        return BleException.of(
                BleStatus.FAILED, device + " answered: " + words, "check its mode and battery in the maker's app");
    }

    private SwitchBotReply answer(BlockingQueue<SubscriptionEvent> events) throws InterruptedException {
        SwitchBotReply reply = null;
        while (reply == null) {
            SubscriptionEvent event = events.poll(options.deadline().toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                throw BleException.of(
                        BleStatus.TIMED_OUT, device + " did not answer within " + options.deadline(), "try again");
            }
            reply = event.accept(new AnswerReader()).orElse(null);
        }
        return reply;
    }

    private final class AnswerReader implements SubscriptionEvent.Visitor<Optional<SwitchBotReply>> {
        @Override
        public Optional<SwitchBotReply> value(SubscriptionEvent.Value event) {
            return Optional.of(new SwitchBotReply(event.value()));
        }

        @Override
        public Optional<SwitchBotReply> gap(SubscriptionEvent.Gap event) {
            throw BleException.of(
                    BleStatus.LINK_LOST,
                    "the link to " + device + " was lost before it answered; whether it acted is unknown",
                    "read its state from 'ble sensors'");
        }

        @Override
        public Optional<SwitchBotReply> resumed(SubscriptionEvent.Resumed event) {
            return Optional.empty();
        }

        @Override
        public Optional<SwitchBotReply> ended(SubscriptionEvent.Ended event) {
            throw event.cause();
        }
    }

    private <T> T await(CompletionStage<T> stage) throws InterruptedException {
        try {
            // The central keeps the deadline itself; this is for one that does not.
            return stage.toCompletableFuture().get(options.deadline().toMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BleException failure) {
                throw failure;
            }
            throw new IllegalStateException("the central failed with something else than a BleException", e);
        } catch (TimeoutException e) {
            throw BleException.of(BleStatus.TIMED_OUT, "no end of a request to " + device, "look at 'ble status'");
        }
    }
}

package fieldlink.powerhub.client;

import fieldlink.powerhub.BatchLimits;
import fieldlink.powerhub.Channel;
import fieldlink.powerhub.ChannelLevels;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.GattProperty;
import fieldlink.powerhub.HubCharacteristic;
import fieldlink.powerhub.HubConnector;
import fieldlink.powerhub.HubException;
import fieldlink.powerhub.HubLink;
import fieldlink.powerhub.Level;
import fieldlink.powerhub.MonitorLayout;
import fieldlink.powerhub.PowerCommand;
import fieldlink.powerhub.PowerLayout;
import fieldlink.powerhub.PowerSettings;
import fieldlink.powerhub.Profile;
import fieldlink.powerhub.Telemetry;
import fieldlink.powerhub.WireBytes;
import fieldlink.powerhub.WireFormatException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Drives one hub. Calls block until the hub answered, and fail with {@link HubException}; they may come from any
 * thread. The connection is opened when the first call needs it and again when it was lost.
 *
 * <p>Listeners are called on the link's thread: they must not call this client, and they delay what comes after them.
 */
public final class HubClient implements AutoCloseable {
    private static final int READS_UNTIL_TORN = 4;
    private static final long CONFIRM_EVERY_MILLIS = 50;

    private final ClientSettings settings;
    private final LinkKeeper keeper;
    private final Runnable onClose;
    private final HeatGate heat = new HeatGate();
    private volatile Profile profile;
    private volatile Consumer<TelemetryEvent> telemetryListener = event -> {};

    /** @param executor runs what has to happen by itself, which is getting a lost connection back; not closed here */
    public HubClient(HubConnector connector, ClientSettings settings, ScheduledExecutorService executor) {
        this(connector, settings, executor, () -> {});
    }

    private HubClient(
            HubConnector connector, ClientSettings settings, ScheduledExecutorService executor, Runnable onClose) {
        this.settings = settings;
        this.onClose = onClose;
        this.profile = settings.profile();
        this.keeper = new LinkKeeper(connector, settings, executor, new LinkObserver());
    }

    /** A client with the usual settings and a thread of its own. Nothing is connected before the first call needs it. */
    public static HubClient open(HubConnector connector) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "fieldlink-powerhub-client");
            thread.setDaemon(true);
            return thread;
        });
        return new HubClient(connector, ClientSettings.DEFAULT, executor, executor::shutdownNow);
    }

    /** The firmware's profile: what the settings said, or what the hub's reads showed. Connects when need be. */
    public Profile profile() {
        keeper.link();
        return profile;
    }

    public ChannelLevels readLevels() {
        return decoded(HubCharacteristic.LEVELS, ChannelLevels::decode);
    }

    public PowerSettings readSettings() {
        Optional<PowerLayout> layout = profile().power();
        return decoded(
                HubCharacteristic.POWER,
                frame -> layout.isPresent() && layout.get().length() == frame.length()
                        ? PowerSettings.decode(layout.get(), frame)
                        : PowerSettings.decode(frame));
    }

    /**
     * Reads FFF6. Where the connection has to fetch it in pieces, it is read until two reads agree, because the hub
     * measures anew between pieces.
     */
    public Telemetry readTelemetry() {
        HubLink link = keeper.link();
        MonitorLayout layout = monitorLayout();
        Telemetry telemetry = readTelemetry(link, layout);
        if (layout.length() < link.mtu() && !telemetry.isTorn()) {
            return telemetry;
        }
        for (int reads = 1; reads < READS_UNTIL_TORN; reads++) {
            Telemetry again = readTelemetry(link, layout);
            if (again.equals(telemetry) && !again.isTorn()) {
                return again;
            }
            telemetry = again;
        }
        throw new HubException(
                HubException.Status.TORN,
                READS_UNTIL_TORN + " reads in pieces never agreed; an MTU of " + layout.neededMtu()
                        + " or notifications avoid that");
    }

    private Telemetry readTelemetry(HubLink link, MonitorLayout layout) {
        Telemetry telemetry = Telemetry.decode(layout, read(link, HubCharacteristic.MONITOR));
        heat.saw(telemetry);
        return telemetry;
    }

    /**
     * Sends commands, in as many writes as the connection needs, cut between commands. When this returns they are
     * queued, not done.
     *
     * @throws IllegalArgumentException when a command is one that the firmware ignores or does not survive; nothing is
     *     sent then
     * @throws HubException {@code OVERHEATED} when the hub has switched its outputs off for heat and a command would
     *     switch one on again; nothing is sent then
     */
    public void send(CommandBatch batch, HubLink.Delivery delivery) {
        CommandBatch.of(batch.commands());
        HubLink link = keeper.link();
        // What was seen last may be old: a hub that cooled down meanwhile takes the commands.
        if (heat.holdsBack(batch)) {
            readTelemetry(link, monitorLayout());
            if (heat.holdsBack(batch)) {
                throw new HubException(
                        HubException.Status.OVERHEATED,
                        "the hub is too hot and has switched its outputs off; nothing was sent, because it would switch"
                                + " them on again. Let it cool down, or send only commands that switch off");
            }
        }
        write(link, batch, delivery);
    }

    /** The laboratory's door: also sends what reboots the hub, or what it is too hot for. */
    public void sendUnsafe(CommandBatch batch, HubLink.Delivery delivery) {
        write(keeper.link(), batch, delivery);
    }

    private void write(HubLink link, CommandBatch batch, HubLink.Delivery delivery) {
        List<CommandBatch> pieces = batch.split(BatchLimits.forMtu(link.mtu()));
        for (int i = 0; i < pieces.size(); i++) {
            try {
                write(link, HubCharacteristic.CONTROL, pieces.get(i).encode(), delivery);
            } catch (HubException e) {
                throw i == 0 ? e : e.during(i + " of " + pieces.size() + " writes are queued and will run, then");
            }
        }
    }

    /** Sends commands and looks at FFF0 until they show, or until it has taken too long. */
    public Confirmation sendAndConfirm(CommandBatch batch) {
        send(batch, HubLink.Delivery.ACKNOWLEDGED);
        Map<Channel, Level> expected = Confirmation.expectedAfter(batch);
        ChannelLevels seen = readLevels();
        if (expected.isEmpty()) {
            return new Confirmation.Unobservable(seen);
        }
        long deadline = System.nanoTime() + settings.confirmWithin().toNanos();
        while (!Confirmation.isReached(expected, seen)) {
            if (System.nanoTime() - deadline > 0) {
                return new Confirmation.Unconfirmed(seen, expected);
            }
            pause();
            seen = readLevels();
        }
        return new Confirmation.Confirmed(seen);
    }

    /**
     * Sets both voltage thresholds in the order that keeps sleep below wake all the time, and reads them back.
     *
     * @return what the hub has now
     */
    public PowerSettings setVoltages(int sleepMillivolts, int wakeMillivolts) {
        ThresholdPlan plan = ThresholdPlan.ofVoltages(readSettings(), sleepMillivolts, wakeMillivolts);
        return carryOut(plan);
    }

    /** Sets both temperatures, in 0.01 °C, with recover below high all the time, and reads them back. */
    public PowerSettings setTemperatures(int highCentiDegrees, int recoverCentiDegrees) {
        ThresholdPlan plan = ThresholdPlan.ofTemperatures(readSettings(), highCentiDegrees, recoverCentiDegrees);
        return carryOut(plan);
    }

    private PowerSettings carryOut(ThresholdPlan plan) {
        HubLink link = keeper.link();
        for (PowerCommand command : plan.commands()) {
            write(link, HubCharacteristic.POWER, command.encode(), HubLink.Delivery.ACKNOWLEDGED);
        }
        PowerSettings now = readSettings();
        plan.verify(now);
        return now;
    }

    /** Sends the hub to deep sleep. It does not answer: the connection just ends. */
    public void forceSleep() {
        write(
                keeper.link(),
                HubCharacteristic.POWER,
                PowerCommand.forceSleep().encode(),
                HubLink.Delivery.UNACKNOWLEDGED);
    }

    /** Sends the protocol's order to wake, which every firmware acknowledges without doing anything. */
    public void forceWake() {
        write(keeper.link(), HubCharacteristic.POWER, PowerCommand.forceWake().encode(), HubLink.Delivery.ACKNOWLEDGED);
    }

    /**
     * Follows telemetry, through lost connections too, until {@link #stopTelemetry}. One listener at a time: a second
     * one replaces the first.
     */
    public void followTelemetry(Consumer<TelemetryEvent> listener) {
        profile();
        requireMonitor();
        telemetryListener = listener;
        keeper.subscribe(HubCharacteristic.MONITOR, notification -> {
            TelemetryEvent event = TelemetryEvent.of(monitorLayout(), notification);
            if (event instanceof TelemetryEvent.Measured measured) {
                heat.saw(measured.telemetry());
            }
            listener.accept(event);
        });
    }

    public void stopTelemetry() {
        telemetryListener = event -> {};
        keeper.unsubscribe(HubCharacteristic.MONITOR);
    }

    /**
     * Follows the levels. The hub tells about commands only: a blink, a thermal shut-down or a restart changes levels
     * without a word.
     */
    public void followLevels(Consumer<ChannelLevels> listener) {
        keeper.subscribe(HubCharacteristic.LEVELS, notification -> listener.accept(ChannelLevels.decode(notification)));
    }

    public void stopLevels() {
        keeper.unsubscribe(HubCharacteristic.LEVELS);
    }

    @Override
    public void close() {
        keeper.close();
        onClose.run();
    }

    private MonitorLayout monitorLayout() {
        requireMonitor();
        return profile.monitor().orElseThrow();
    }

    private void requireMonitor() {
        if (profile.monitor().isEmpty()) {
            throw new HubException(
                    HubException.Status.UNSUPPORTED,
                    "firmware of profile " + profile + " has no FFF6; its readings are in the power settings");
        }
    }

    private <T> T decoded(HubCharacteristic characteristic, Function<WireBytes, T> decoder) {
        return decoder.apply(read(keeper.link(), characteristic));
    }

    private WireBytes read(HubLink link, HubCharacteristic characteristic) {
        return Answers.await(link.read(characteristic), settings.answerWithin(), "read " + characteristic);
    }

    private void write(HubLink link, HubCharacteristic characteristic, WireBytes value, HubLink.Delivery delivery) {
        Answers.await(link.write(characteristic, value, delivery), settings.answerWithin(), "write " + characteristic);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(CONFIRM_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubException(HubException.Status.LOST, "interrupted while waiting for levels");
        }
    }

    private final class LinkObserver implements LinkKeeper.Observer {
        @Override
        public void connected(HubLink link) {
            if (settings.profile() != Profile.AUTO) {
                return;
            }
            boolean hasMonitor = link.properties(HubCharacteristic.MONITOR).contains(GattProperty.READ);
            Optional<WireBytes> monitor =
                    hasMonitor ? Optional.of(read(link, HubCharacteristic.MONITOR)) : Optional.empty();
            try {
                profile = Profile.detect(monitor, read(link, HubCharacteristic.POWER));
                monitor.ifPresent(frame -> heat.saw(Telemetry.decode(monitorLayout(), frame)));
            } catch (WireFormatException e) {
                throw new HubException(
                        HubException.Status.UNSUPPORTED, "no known firmware reads like this: " + e.getMessage());
            }
        }

        @Override
        public void lost() {
            telemetryListener.accept(new TelemetryEvent.Interrupted());
        }

        @Override
        public void resumed() {
            telemetryListener.accept(new TelemetryEvent.Resumed());
        }

        @Override
        public void gaveUp(HubException reason) {
            telemetryListener.accept(new TelemetryEvent.GaveUp(reason));
        }
    }
}

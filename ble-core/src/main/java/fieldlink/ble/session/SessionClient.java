package fieldlink.ble.session;

import fieldlink.ble.Advertisement;
import fieldlink.ble.BleCentral;
import fieldlink.ble.BleException;
import fieldlink.ble.BleStatus;
import fieldlink.ble.CentralStatus;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattLink;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import fieldlink.ble.Registration;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.SubscriptionEvent;
import fieldlink.ble.WriteMode;
import fieldlink.ble.radio.Operation;
import fieldlink.ble.radio.Orchestrator;
import fieldlink.ble.radio.Outcome;
import fieldlink.ble.radio.Request;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** One client's view of a session. */
final class SessionClient implements BleCentral {
    private final SessionCore core;
    private final String name;

    /** Tells this client's things from those of another with the same name. */
    private final String identity;

    /** Scans and searches to be ended with the client. */
    private final Set<Registration> open = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    SessionClient(SessionCore core, String name) {
        this.core = core;
        this.name = name;
        this.identity = name + "#" + core.nextNumber();
    }

    @Override
    public Registration scan(ScanFilter filter, Consumer<ScanEvent> listener) {
        long number = core.nextNumber();
        Mailbox<ScanEvent> mailbox = new Mailbox<>(core.delivery(), listener, () -> null);
        Registration registration = opened(() -> {
            mailbox.close();
            core.run(orchestrator -> {
                core.desk().stopListening(number);
                orchestrator.stopListening(number, core.now());
            });
        });
        core.run(orchestrator -> {
            if (closed) {
                return;
            }
            core.desk().listen(number, filter, mailbox);
            orchestrator.fresh(core.now()).stream()
                    .filter(filter::matches)
                    .forEach(seen -> mailbox.offer(new ScanEvent.Heard(seen)));
            orchestrator.listen(number, core.now());
        });
        return registration;
    }

    @Override
    public CompletionStage<Advertisement> find(ScanFilter filter, RequestOptions options) {
        long number = core.nextNumber();
        Pending<Advertisement> pending = new Pending<>(new Expectation<>() {}, core.delivery());
        Duration deadline = options.deadline();
        ask(pending, orchestrator -> {
            core.desk().search(number, pending);
            Registration timer = core.loop().schedule(deadline, () -> endSearch(number, notFound(filter, deadline)));
            Registration watch = options.onCancel(() -> endSearch(number, cancelled()));
            Registration mine = opened(() -> endSearch(number, clientClosed()));
            pending.onEnd(() -> {
                timer.close();
                watch.close();
                open.remove(mine);
            });
            orchestrator.search(number, filter, core.now());
        });
        return pending.stage();
    }

    @Override
    public CompletionStage<List<Advertisement>> advertisements() {
        return core.ask((orchestrator, answer) -> answer.complete(orchestrator.fresh(core.now())));
    }

    @Override
    public CompletionStage<List<Advertisement>> history(DeviceAddress device) {
        return core.ask((orchestrator, answer) -> answer.complete(orchestrator.history(device)));
    }

    @Override
    public CompletionStage<GattLink> connect(DeviceAddress device, RequestOptions options) {
        long number = core.nextNumber();
        return submit(number, device, new Operation.Borrow(), options, 0, new Expectation<GattLink>() {
            @Override
            public GattLink borrowed(Outcome.Borrowed outcome) {
                BorrowedLink link = new BorrowedLink(core, SessionClient.this, number, outcome);
                core.desk().lend(number, link);
                Registration mine = opened(link::close);
                link.ended().whenComplete((done, failure) -> open.remove(mine));
                return link;
            }
        });
    }

    @Override
    public CompletionStage<GattValue> read(
            DeviceAddress device, CharacteristicId characteristic, RequestOptions options) {
        return read(device, characteristic, options, 0);
    }

    @Override
    public CompletionStage<Void> write(
            DeviceAddress device,
            CharacteristicId characteristic,
            GattValue value,
            WriteMode mode,
            RequestOptions options) {
        return write(device, new Operation.Write(characteristic, value, mode), options, 0);
    }

    @Override
    public CompletionStage<Registration> subscribe(
            DeviceAddress device,
            CharacteristicId characteristic,
            Consumer<SubscriptionEvent> listener,
            RequestOptions options) {
        return subscribe(device, characteristic, listener, options, 0);
    }

    @Override
    public CompletionStage<GattTree> services(DeviceAddress device, RequestOptions options) {
        return submit(core.nextNumber(), device, new Operation.Services(), options, 0, new Expectation<>() {
            @Override
            public GattTree listed(Outcome.Listed outcome) {
                return outcome.tree();
            }
        });
    }

    @Override
    public CompletionStage<CentralStatus> status() {
        return core.ask((orchestrator, answer) ->
                answer.complete(orchestrator.status(core.loop().wallTime(), core.now())));
    }

    @Override
    public void close() {
        closed = true;
        List.copyOf(open).forEach(Registration::close);
        core.run(orchestrator -> orchestrator.clientGone(identity, core.now()));
    }

    CompletionStage<GattValue> read(
            DeviceAddress device, CharacteristicId characteristic, RequestOptions options, long onLink) {
        Operation operation = new Operation.Read(characteristic);
        return submit(core.nextNumber(), device, operation, options, onLink, new Expectation<>() {
            @Override
            public GattValue read(Outcome.Read outcome) {
                return outcome.value();
            }
        });
    }

    CompletionStage<Void> write(DeviceAddress device, Operation.Write operation, RequestOptions options, long onLink) {
        return submit(core.nextNumber(), device, operation, options, onLink, new Expectation<>() {
            @Override
            public Void done(Outcome.Done outcome) {
                return null;
            }
        });
    }

    CompletionStage<Registration> subscribe(
            DeviceAddress device,
            CharacteristicId characteristic,
            Consumer<SubscriptionEvent> listener,
            RequestOptions options,
            long onLink) {
        long number = core.nextNumber();
        Mailbox<SubscriptionEvent> mailbox = new Mailbox<>(
                core.delivery(),
                listener,
                () -> new SubscriptionEvent.Gap(
                        BleStatus.QUEUE_FULL, core.loop().wallTime()));
        Operation operation = new Operation.Subscribe(characteristic, number);
        return submit(number, device, operation, options, onLink, new Expectation<>() {
            @Override
            public Registration done(Outcome.Done outcome) {
                core.desk().subscribe(number, mailbox);
                return opened(() -> {
                    if (!closed) {
                        mailbox.close();
                    }
                    core.run(orchestrator -> {
                        core.desk()
                                .subscriptionEnded(
                                        number, clientClosed(), core.loop().wallTime());
                        orchestrator.withdraw(number, core.now());
                    });
                });
            }
        });
    }

    private <T> CompletionStage<T> submit(
            long number,
            DeviceAddress device,
            Operation operation,
            RequestOptions options,
            long onLink,
            Expectation<T> expectation) {
        Pending<T> pending = new Pending<>(expectation, core.delivery());
        Duration asked = core.now();
        Request.Terms terms =
                new Request.Terms(options.priority(), options.label(), asked, asked.plus(options.deadline()));
        Request request = new Request(number, identity, device, operation, terms, onLink);
        ask(pending, orchestrator -> {
            core.desk().waitFor(number, pending);
            pending.onEnd(options.onCancel(() -> core.run(later -> later.cancel(number, core.now()))));
            orchestrator.submit(request, core.now());
        });
        return pending.stage();
    }

    /** Runs what a caller waits for, unless this client or the session is closed by then. */
    private void ask(Pending<?> pending, Consumer<Orchestrator> step) {
        core.run(
                orchestrator -> {
                    if (closed) {
                        pending.fail(clientClosed());
                    } else {
                        step.accept(orchestrator);
                    }
                },
                () -> pending.fail(SessionCore.closedException()));
    }

    private void endSearch(long number, BleException why) {
        core.run(orchestrator -> {
            Pending<Advertisement> caller = core.desk().searchEnded(number);
            if (caller != null) {
                orchestrator.stopListening(number, core.now());
                caller.fail(why);
            }
        });
    }

    private Registration opened(Registration registration) {
        Registration tracked = new Registration() {
            @Override
            public void close() {
                if (open.remove(this)) {
                    registration.close();
                }
            }
        };
        open.add(tracked);
        return tracked;
    }

    private BleException clientClosed() {
        return BleException.of(BleStatus.CLOSED, "the client " + name + " is closed", "");
    }

    private static BleException cancelled() {
        return BleException.of(BleStatus.CANCELLED, "the search was taken back", "");
    }

    private static BleException notFound(ScanFilter filter, Duration waited) {
        String what = filter.name() != null
                ? "'" + filter.name() + "'"
                : filter.addresses().toString();
        return BleException.of(
                BleStatus.DEVICE_NOT_FOUND,
                "nothing that matches was heard within " + waited.toMillis() + " ms: " + what,
                "check that the device is switched on, near, and not connected to something else");
    }
}

package fieldlink.ble.session;

import fieldlink.ble.AdapterName;
import fieldlink.ble.EventLoop;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import fieldlink.ble.LinkKey;
import fieldlink.ble.Radio;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.RecoveryStep;
import fieldlink.ble.ScanMode;
import fieldlink.ble.WriteMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Watches over the shoulder of a session: who has the antenna, which writes are sent, what overlaps. */
final class AuditedRadio implements Radio {
    private final Radio radio;
    private final EventLoop loop;
    private final Consumer<GattValue> onWrite;
    private final List<String> violations = new ArrayList<>();
    private final Set<AdapterName> scanning = new HashSet<>();
    private final Set<LinkKey> connecting = new HashSet<>();
    private final Set<LinkKey> operating = new HashSet<>();

    AuditedRadio(Radio radio, EventLoop loop, Consumer<GattValue> onWrite) {
        this.radio = radio;
        this.loop = loop;
        this.onWrite = onWrite;
    }

    List<String> violations() {
        return violations;
    }

    @Override
    public String name() {
        return radio.name();
    }

    @Override
    public void open(Consumer<RadioEvent> events) {
        radio.open(event -> {
            // In the session's own turn: what it asked for before it could know is no violation.
            loop.execute(() -> {
                if (event instanceof RadioEvent.ServiceDown) {
                    over();
                }
                if (event instanceof RadioEvent.AdapterAdded added
                        && !added.info().powered()) {
                    over(added.info().name());
                }
            });
            events.accept(event);
        });
    }

    @Override
    public CompletionStage<Void> startScan(AdapterName adapter, ScanMode mode) {
        connecting.stream()
                .filter(link -> link.adapter().equals(adapter))
                .forEach(link -> violations.add("a scan begins while " + link + " is being connected"));
        scanning.add(adapter);
        return radio.startScan(adapter, mode).whenComplete((done, failure) -> {
            if (failure != null) {
                scanning.remove(adapter);
            }
        });
    }

    @Override
    public CompletionStage<Void> stopScan(AdapterName adapter) {
        return radio.stopScan(adapter).whenComplete((done, failure) -> scanning.remove(adapter));
    }

    @Override
    public CompletionStage<Void> connect(LinkKey link) {
        if (scanning.contains(link.adapter())) {
            violations.add(link + " is connected while its adapter scans");
        }
        connecting.stream()
                .filter(other -> other.adapter().equals(link.adapter()))
                .forEach(other -> violations.add(link + " and " + other + " are connected at once"));
        connecting.add(link);
        return radio.connect(link).whenComplete((done, failure) -> connecting.remove(link));
    }

    @Override
    public CompletionStage<Void> disconnect(LinkKey link) {
        connecting.remove(link);
        operating.remove(link);
        return radio.disconnect(link);
    }

    @Override
    public CompletionStage<GattTree> discover(LinkKey link) {
        return alone(link, radio.discover(link));
    }

    @Override
    public CompletionStage<GattValue> read(LinkKey link, int handle) {
        return alone(link, radio.read(link, handle));
    }

    @Override
    public CompletionStage<Void> write(LinkKey link, int handle, GattValue value, WriteMode mode) {
        onWrite.accept(value);
        return alone(link, radio.write(link, handle, value, mode));
    }

    @Override
    public CompletionStage<Void> startNotify(LinkKey link, int handle) {
        return alone(link, radio.startNotify(link, handle));
    }

    @Override
    public CompletionStage<Void> stopNotify(LinkKey link, int handle) {
        return alone(link, radio.stopNotify(link, handle));
    }

    @Override
    public CompletionStage<Void> forget(LinkKey link) {
        return radio.forget(link);
    }

    @Override
    public CompletionStage<Void> recover(AdapterName adapter, RecoveryStep step) {
        over(adapter);
        return radio.recover(adapter, step);
    }

    @Override
    public void close() {
        radio.close();
    }

    private <T> CompletionStage<T> alone(LinkKey link, CompletionStage<T> call) {
        if (!operating.add(link)) {
            violations.add("two operations at once at " + link);
        }
        return call.whenComplete((done, failure) -> operating.remove(link));
    }

    private void over() {
        scanning.clear();
        connecting.clear();
        operating.clear();
    }

    private void over(AdapterName adapter) {
        scanning.remove(adapter);
        connecting.removeIf(link -> link.adapter().equals(adapter));
        operating.removeIf(link -> link.adapter().equals(adapter));
    }
}

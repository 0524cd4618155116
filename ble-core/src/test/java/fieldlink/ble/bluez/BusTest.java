package fieldlink.ble.bluez;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fieldlink.ble.GattValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.freedesktop.dbus.types.UInt16;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two connections to a real bus, talking to each other. */
class BusTest {
    private static final String NAME = "io.github.fieldlink.Test";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PrivateBus daemon = new PrivateBus();
    private final SelectorLoop loop = new SelectorLoop("bus-test");
    private final Ear server = new Ear();
    private final Ear client = new Ear();
    private Bus callee;
    private Bus caller;

    private static final class Ear implements Bus.Listener {
        final List<BusSignal> signals = new ArrayList<>();
        final CompletableFuture<String> lost = new CompletableFuture<>();

        @Override
        public void signal(BusSignal signal) {
            signals.add(signal);
        }

        @Override
        public void lost(String reason) {
            lost.complete(reason);
        }
    }

    @BeforeEach
    void connect() throws Exception {
        callee = onLoop(() -> Bus.open(loop, daemon.address(), server));
        caller = onLoop(() -> Bus.open(loop, daemon.address(), client));
        onLoop(() ->
                callee.call(BusCall.of(Bus.NAME, "/", Bus.NAME, "RequestName").with("su", NAME, new UInt32(0))));
    }

    @AfterEach
    void disconnect() {
        loop.close();
        daemon.close();
    }

    @Test
    void valuesArriveUnwrapped() throws Exception {
        Map<String, Variant<?>> sent = Map.of(
                "bytes", new Variant<>(new byte[] {1, (byte) 0xFF}),
                "empty", new Variant<>(new byte[0]),
                "short", new Variant<>(new UInt16(65535)),
                "texts", new Variant<>(List.of("a", "b"), "as"),
                "truth", new Variant<>(true));
        callee.export("/x", request -> request.reply("a{sv}", sent));

        Map<String, Object> got =
                BusValues.properties(onLoop(() -> caller.call(call("Get"))).first());

        assertThat(BusValues.bytes(got.get("bytes"))).isEqualTo(GattValue.of(1, 0xFF));
        assertThat(BusValues.bytes(got.get("empty"))).isEqualTo(GattValue.EMPTY);
        assertThat(BusValues.number(got.get("short"))).isEqualTo(65535);
        assertThat(BusValues.texts(got.get("texts"))).containsExactly("a", "b");
        assertThat(BusValues.truth(got.get("truth"))).isTrue();
    }

    @Test
    void aMessageLongerThanTheBufferArrivesWhole() throws Exception {
        byte[] much = new byte[300_000];
        much[299_999] = 7;
        callee.export("/x", request -> request.reply("ay", (Object) much));

        GattValue got = BusValues.bytes(onLoop(() -> caller.call(call("Get"))).first());

        assertThat(got.size()).isEqualTo(much.length);
        assertThat(got.at(299_999)).isEqualTo(7);
    }

    @Test
    void theNameOfAnErrorIsKept() {
        callee.export("/x", request -> request.fail("org.bluez.Error.Failed", "Not connected\n"));

        assertThatThrownBy(() -> onLoop(() -> caller.call(call("Get"))))
                .isInstanceOfSatisfying(BusException.class, error -> {
                    assertThat(error.name()).isEqualTo("org.bluez.Error.Failed");
                    assertThat(error.text()).isEqualTo("Not connected");
                });
    }

    @Test
    void anUnknownObjectAndAnUnknownServiceAreToldApart() {
        assertThatThrownBy(() -> onLoop(() -> caller.call(call("Get"))))
                .isInstanceOfSatisfying(
                        BusException.class,
                        error -> assertThat(error.name()).isEqualTo("org.freedesktop.DBus.Error.UnknownObject"));
        assertThatThrownBy(() -> onLoop(() -> caller.call(BusCall.of("io.github.Nobody", "/x", "a.b", "Get"))))
                .isInstanceOfSatisfying(
                        BusException.class,
                        error -> assertThat(error.name()).isEqualTo("org.freedesktop.DBus.Error.ServiceUnknown"));
    }

    @Test
    void whatIsNotAnsweredEndsByTheDeadline() {
        callee.export("/x", request -> {});

        assertThatThrownBy(() -> onLoop(() -> caller.call(call("Get"), Duration.ofMillis(50))))
                .isInstanceOfSatisfying(
                        BusException.class, error -> assertThat(error.name()).isEqualTo(BusException.DEADLINE));
    }

    @Test
    void signalsAndRepliesKeepTheirOrder() throws Exception {
        onLoop(() -> caller.call(
                BusCall.of(Bus.NAME, "/", Bus.NAME, "AddMatch").with("s", "type='signal',path_namespace='/x'")));
        callee.export("/x", request -> {
            for (int i = 0; i < 100; i++) {
                callee.emit("/x", "a.b", "Count", "i", i);
            }
            request.replyNothing();
        });
        List<Object> seen = new ArrayList<>();

        onLoop(() -> caller.call(call("Go")).thenApply(reply -> {
            client.signals.stream()
                    .filter(signal -> signal.member().equals("Count"))
                    .forEach(signal -> seen.add(signal.values().get(0)));
            return reply;
        }));

        assertThat(seen).hasSize(100).isSortedAccordingTo((one, other) -> (Integer) one - (Integer) other);
    }

    @Test
    void aLostBusFailsWhatIsUnderWayAndIsReportedOnce() throws Exception {
        callee.export("/x", request -> {});
        CompletableFuture<BusReply> pending = new CompletableFuture<>();
        loop.execute(() -> caller.call(call("Get"), PATIENCE).whenComplete((reply, failure) -> {
            pending.completeExceptionally(failure);
        }));

        daemon.stop();

        assertThatThrownBy(() -> pending.get(20, TimeUnit.SECONDS)).hasRootCauseInstanceOf(BusException.class);
        assertThat(client.lost.get(20, TimeUnit.SECONDS)).isNotEmpty();
        assertThatThrownBy(() -> onLoop(() -> caller.call(call("Get"))))
                .isInstanceOfSatisfying(
                        BusException.class, error -> assertThat(error.name()).isEqualTo(BusException.BUS_LOST));
        daemon.start();
    }

    @Test
    void noBusIsAnErrorThatNamesTheAddress() {
        BusAddress nowhere = new BusAddress(Path.of("/tmp/fieldlink-no-such-bus"));

        assertThatThrownBy(() -> onLoop(() -> Bus.open(loop, nowhere, client)))
                .isInstanceOf(BusException.class)
                .hasMessageContaining(nowhere.toString());
    }

    private static BusCall call(String member) {
        return BusCall.of(NAME, "/x", "a.b", member);
    }

    private <T> T onLoop(Supplier<CompletionStage<T>> work) throws Exception {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        loop.execute(() -> work.get().whenComplete((value, failure) -> {
            if (failure == null) {
                outcome.complete(value);
            } else {
                outcome.completeExceptionally(failure);
            }
        }));
        try {
            return outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BusException error ? error : e;
        }
    }
}

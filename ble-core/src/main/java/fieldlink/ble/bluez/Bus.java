package fieldlink.ble.bluez;

import fieldlink.ble.Registration;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.constants.Endian;
import org.freedesktop.dbus.messages.constants.Flags;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a D-Bus. dbus-java reads and writes the messages; the connection around them is our own, because
 * only so are replies and signals handled in the order in which they were sent: half of what one has to know about
 * BlueZ is which of two things came first. It also keeps the names of errors, and ends without waiting for anybody.
 *
 * <p>Lives on one {@link SelectorLoop}; everything is called and called back there.
 */
final class Bus {
    interface Listener {
        void signal(BusSignal signal);

        /** The connection broke; calls under way have failed. Not called after {@link Bus#close}. */
        void lost(String reason);
    }

    static final String NAME = "org.freedesktop.DBus";
    static final String PROPERTIES = "org.freedesktop.DBus.Properties";
    static final String OBJECT_MANAGER = "org.freedesktop.DBus.ObjectManager";

    /** For calls that a healthy service answers at once. */
    static final Duration USUAL_DEADLINE = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger(Bus.class.getName());
    private static final Duration HANDSHAKE_DEADLINE = Duration.ofSeconds(5);
    private static final int MOST_UNSENT = 4 << 20;

    private final SelectorLoop loop;
    private final SocketChannel channel;
    private final Listener listener;
    private final BusWire wire = new BusWire();
    private final BusHandshake handshake = new BusHandshake();
    private final MessageFactory messages = new MessageFactory(Endian.LITTLE);
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
    private final BusCalls calls;
    private final Map<String, Consumer<BusRequest>> exports = new HashMap<>();
    private final CompletableFuture<Bus> opened = new CompletableFuture<>();
    private final SelectionKey key;

    private boolean closed;

    private Bus(SelectorLoop loop, SocketChannel channel, Listener listener) throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.listener = listener;
        this.calls = new BusCalls(loop);
        this.key = loop.watch(channel, SelectionKey.OP_READ, ready -> onReady());
    }

    /** Connects, authenticates and says hello. Fails with a {@link BusException} named {@link BusException#BUS_LOST}. */
    static CompletionStage<Bus> open(SelectorLoop loop, BusAddress address, Listener listener) {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(address.socket()));
            Bus bus = new Bus(loop, channel, listener);
            bus.greet();
            return bus.opened;
        } catch (IOException e) {
            closeQuietly(channel);
            return CompletableFuture.failedFuture(
                    new BusException(BusException.BUS_LOST, "no bus at " + address + ": " + e.getMessage()));
        }
    }

    private void greet() throws IOException {
        Registration late =
                loop.schedule(HANDSHAKE_DEADLINE, () -> lose("the bus did not let us in within " + HANDSHAKE_DEADLINE));
        CompletionStage<Bus> done = opened;
        done.whenComplete((bus, failure) -> late.close());
        write(handshake.begin());
    }

    CompletionStage<BusReply> call(BusCall call) {
        return call(call, USUAL_DEADLINE);
    }

    /** Fails with a {@link BusException}: the other side's error, no answer in time, the bus lost. */
    CompletionStage<BusReply> call(BusCall call, Duration deadline) {
        if (closed) {
            return CompletableFuture.failedFuture(new BusException(BusException.BUS_LOST, "the connection is closed"));
        }
        try {
            MethodCall message = messages.createMethodCall(
                    call.destination(),
                    call.path(),
                    call.face(),
                    call.member(),
                    Flags.NO_AUTO_START,
                    call.signature().isEmpty() ? null : call.signature(),
                    call.arguments().toArray());
            CompletionStage<BusReply> reply = calls.begin(message.getSerial(), call, deadline);
            send(message);
            return reply;
        } catch (DBusException e) {
            throw new IllegalArgumentException("cannot marshal " + call, e);
        }
    }

    /** Makes an object answer calls. One call at a time, on the loop. */
    void export(String path, Consumer<BusRequest> object) {
        exports.put(path, object);
    }

    void unexport(String path) {
        exports.remove(path);
    }

    void emit(String path, String face, String member, String signature, Object... values) {
        try {
            send(messages.createSignal(null, path, face, member, signature, values));
        } catch (DBusException e) {
            throw new IllegalArgumentException("cannot marshal signal " + face + "." + member, e);
        }
    }

    /** Ends the connection without another word to the listener. Calls under way fail. */
    void close() {
        if (!closed) {
            closed = true;
            closeQuietly(channel);
            failAll("the connection was closed");
        }
    }

    private void onReady() {
        try {
            if (key.isValid() && key.isWritable()) {
                flush();
            }
            if (key.isValid() && key.isReadable()) {
                boolean goesOn = wire.fill(channel);
                takeAll();
                if (!goesOn) {
                    lose("the bus closed the connection");
                }
            }
        } catch (IOException | DBusException e) {
            lose("the connection broke: " + e.getMessage());
        }
    }

    private void takeAll() throws IOException, DBusException {
        while (!closed && !handshake.isDone()) {
            var line = wire.nextLine();
            if (line.isEmpty()) {
                return;
            }
            write(handshake.answer(line.get()));
            if (handshake.isDone()) {
                sayHello();
            }
        }
        for (var next = wire.nextMessage(); next.isPresent() && !closed; next = wire.nextMessage()) {
            take(next.get());
        }
    }

    private void sayHello() {
        call(BusCall.of(NAME, "/org/freedesktop/DBus", NAME, "Hello")).whenComplete((reply, failure) -> {
            if (failure == null) {
                opened.complete(this);
            } else {
                lose("the bus did not say hello: " + failure.getMessage());
            }
        });
    }

    /** What one message does must not keep those behind it from being read. */
    private void take(Message message) throws DBusException {
        try {
            if (message instanceof DBusSignal) {
                listener.signal(new BusSignal(
                        message.getSource() == null ? "" : message.getSource(),
                        message.getPath(),
                        message.getInterface(),
                        message.getName(),
                        values(message)));
            } else if (message instanceof MethodCall call) {
                answer(call);
            } else {
                settle(message);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a message was skipped that makes no sense: " + message, e);
        }
    }

    private void settle(Message message) throws DBusException {
        List<Object> values = values(message);
        if (message instanceof Error) {
            String text = values.isEmpty() ? "" : values.get(0).toString().strip();
            calls.failed(message.getReplySerial(), new BusException(message.getName(), text));
        } else {
            calls.answered(message.getReplySerial(), new BusReply(values));
        }
    }

    private static List<Object> values(Message message) throws DBusException {
        return BusValues.unwrapAll(message.getParameters());
    }

    private void answer(MethodCall call) throws DBusException {
        Incoming request = new Incoming(call, values(call));
        Consumer<BusRequest> object = exports.get(call.getPath());
        if (object == null) {
            request.fail("org.freedesktop.DBus.Error.UnknownObject", "no object " + call.getPath());
        } else {
            object.accept(request);
        }
    }

    private final class Incoming implements BusRequest {
        private final MethodCall call;
        private final List<Object> values;

        Incoming(MethodCall call, List<Object> values) {
            this.call = call;
            this.values = values;
        }

        @Override
        public String sender() {
            return call.getSource() == null ? "" : call.getSource();
        }

        @Override
        public String path() {
            return call.getPath();
        }

        @Override
        public String face() {
            return call.getInterface() == null ? "" : call.getInterface();
        }

        @Override
        public String member() {
            return call.getName();
        }

        @Override
        public List<Object> values() {
            return values;
        }

        @Override
        public void reply(String signature, Object... answers) {
            try {
                send(messages.createMethodReturn(call, signature.isEmpty() ? null : signature, answers));
            } catch (DBusException e) {
                throw new IllegalArgumentException("cannot marshal the answer to " + member(), e);
            }
        }

        @Override
        public void fail(String name, String text) {
            try {
                send(messages.createError(call.getSource(), name, call.getSerial(), "s", text));
            } catch (DBusException e) {
                throw new IllegalArgumentException("cannot marshal the error " + name, e);
            }
        }
    }

    private void send(Message message) {
        if (!closed) {
            write(BusWire.encode(message));
        }
    }

    private void write(ByteBuffer bytes) {
        unsent.add(bytes);
        try {
            flush();
        } catch (IOException e) {
            // Not at once: the caller of a call has to see its stage before it fails.
            loop.execute(() -> lose("writing to the bus failed: " + e.getMessage()));
        }
    }

    private void flush() throws IOException {
        while (!unsent.isEmpty()) {
            channel.write(unsent.element());
            if (unsent.element().hasRemaining()) {
                break;
            }
            unsent.remove();
        }
        if (unsent.stream().mapToLong(ByteBuffer::remaining).sum() > MOST_UNSENT) {
            throw new IOException("the bus does not take what is sent to it");
        }
        key.interestOps(unsent.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    private void lose(String reason) {
        if (closed) {
            return;
        }
        closed = true;
        closeQuietly(channel);
        failAll(reason);
        if (opened.completeExceptionally(new BusException(BusException.BUS_LOST, reason))) {
            return;
        }
        listener.lost(reason);
    }

    private void failAll(String reason) {
        calls.fail(call -> true, new BusException(BusException.BUS_LOST, reason));
    }

    /** Fails the calls to a service that has left the bus; not every bus does so itself. */
    void abandonCallsTo(String destination) {
        calls.fail(
                call -> call.destination().equals(destination),
                new BusException("org.freedesktop.DBus.Error.NoReply", destination + " left the bus without replying"));
    }

    private static void closeQuietly(@Nullable SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing the bus socket failed", e);
        }
    }
}

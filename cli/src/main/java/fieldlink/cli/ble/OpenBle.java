package fieldlink.cli.ble;

import fieldlink.ble.BleCentral;
import fieldlink.ble.BleException;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.ExitCode;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Bluetooth for one command, from its opening to its end; an interrupt of the process ends it too. */
public final class OpenBle implements AutoCloseable {
    /** Requests have deadlines of their own; this is for the case that one is broken. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final BleCentral central;
    private final Runnable onClose;
    private final Thread hook;

    OpenBle(BleCentral central, Runnable onClose) {
        this.central = central;
        this.onClose = onClose;
        this.hook = new Thread(this::end, "fieldlink-ble-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public BleCentral central() {
        return central;
    }

    /** Waits for a request, whose failure becomes the command's. */
    public static <T> T await(CompletionStage<T> stage, Duration deadline) throws InterruptedException {
        try {
            return stage.toCompletableFuture().get(deadline.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BleException failure) {
                throw failure(failure);
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new CommandFailure(ExitCode.TIMED_OUT, "no answer within " + deadline.toMillis() + " ms", e);
        }
    }

    /** How a Bluetooth failure ends a command. */
    public static CommandFailure failure(BleException e) {
        ExitCode code = switch (e.status()) {
            case DEVICE_NOT_FOUND, CONNECT_FAILED, LINK_LOST, RADIO_UNAVAILABLE -> ExitCode.UNREACHABLE;
            case TIMED_OUT -> ExitCode.TIMED_OUT;
            case ATT_ERROR, NOT_SUPPORTED, NOT_PERMITTED, QUEUE_FULL, SLOTS_FULL, TOO_OLD, CANCELLED, CLOSED ->
                ExitCode.REFUSED;
            case CHARACTERISTIC_NOT_FOUND, FAILED -> ExitCode.FAILED;
        };
        return new CommandFailure(code, e.line(), e);
    }

    @Override
    public void close() {
        try {
            if (Runtime.getRuntime().removeShutdownHook(hook)) {
                end();
            }
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook does what is to be done.
        }
    }

    private void end() {
        central.close();
        onClose.run();
    }
}

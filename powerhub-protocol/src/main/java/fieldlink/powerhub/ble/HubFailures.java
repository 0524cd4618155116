package fieldlink.powerhub.ble;

import fieldlink.ble.BleException;
import fieldlink.ble.BleStatus;
import fieldlink.powerhub.AttError;
import fieldlink.powerhub.HubCharacteristic;
import fieldlink.powerhub.HubException;
import fieldlink.powerhub.HubException.Status;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Bluetooth's failures in the words of the hub's client. */
final class HubFailures {
    private HubFailures() {}

    static <T> CompletionStage<T> translated(CompletionStage<? extends T> stage) {
        return translated(stage, HubFailures::ofLink);
    }

    /** With the hub's own meaning of an ATT error on this characteristic. */
    static <T> CompletionStage<T> translated(HubCharacteristic characteristic, CompletionStage<? extends T> stage) {
        return translated(stage, failure -> ofOperation(characteristic, failure));
    }

    /**
     * With the hub's refusal of what the characteristic is not for.
     *
     * @param forbidden what the hub would answer; the radio knows its properties and does not even ask
     */
    static <T> CompletionStage<T> translated(
            HubCharacteristic characteristic, AttError forbidden, CompletionStage<? extends T> stage) {
        return translated(
                stage,
                failure -> failure.status() == BleStatus.NOT_SUPPORTED
                        ? HubException.refused(characteristic, forbidden.code())
                        : ofOperation(characteristic, failure));
    }

    private static <T> CompletionStage<T> translated(
            CompletionStage<? extends T> stage, Function<BleException, HubException> translation) {
        CompletableFuture<T> translated = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                translated.complete(value);
            } else {
                Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
                translated.completeExceptionally(
                        cause instanceof BleException known ? translation.apply(known) : cause);
            }
        });
        return translated;
    }

    private static HubException ofOperation(HubCharacteristic characteristic, BleException failure) {
        OptionalInt attCode = failure.attCode();
        return attCode.isPresent() ? HubException.refused(characteristic, attCode.getAsInt()) : ofLink(failure);
    }

    private static HubException ofLink(BleException failure) {
        Status status = switch (failure.status()) {
            case DEVICE_NOT_FOUND, CONNECT_FAILED, RADIO_UNAVAILABLE, SLOTS_FULL, QUEUE_FULL -> Status.UNREACHABLE;
            case LINK_LOST, CLOSED, CANCELLED, FAILED -> Status.LOST;
            case TIMED_OUT, TOO_OLD -> Status.TIMED_OUT;
            case CHARACTERISTIC_NOT_FOUND, NOT_SUPPORTED, NOT_PERMITTED, ATT_ERROR -> Status.UNSUPPORTED;
        };
        HubException told = new HubException(status, failure.line());
        told.initCause(failure);
        return told;
    }
}
